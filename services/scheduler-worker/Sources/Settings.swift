import Addresses
import Calendar
import JSON
import ServiceKit

extension SchedulerWorker {
  struct Settings: ServiceSettings {
    /// The schedules of the file, once it was loaded.
    private(set) var schedules: [Schedule] = []
    let maximumRuns: Int
    /// In whole seconds.
    let maximumLateness: Int
    let addresses: AddressPolicy
    private let schedulesFile: String
    private let zonesFolder: String

    init(from reader: inout SettingsReader) {
      schedulesFile = reader.file(
        "SCHEDULES_FILE", "The schedules to fire, a JSON file; it is read once, at the start.", maximumSize: ScheduleFile.maximumSize,
        example: "schedules.json")
      zonesFolder = reader.string("TZDIR", "Where the tz database is.", default: TimeZoneDatabase.systemFolder)
      maximumRuns = reader.int("MAX_RUNS", "How many runs go on at the same time, at most; more wait.", default: 64, in: 1...10_000)
      let lateness = reader.duration(
        "MAX_LATENESS", "How late a run may start, in whole seconds; what would be later is skipped.", default: .seconds(60),
        in: .zero ... .seconds(24 * 3600))
      if lateness.components.attoseconds != 0 { reader.reject("MAX_LATENESS", expected: "whole seconds, such as 30s or 5m") }
      maximumLateness = Int(lateness.components.seconds)
      let allowsPrivate = reader.bool(
        "ALLOW_PRIVATE_ADDRESSES", "Call addresses that are not public as well: loopback, private networks, link-local.", default: false)
      let listed = reader.list(
        "ALLOWED_ADDRESSES", "Addresses and blocks of them that are called although they are not public.", example: "10.1.0.0/16,127.0.0.1")
      let ranges = listed.map { AddressBlock($0) }
      if ranges.contains(nil) {
        reader.reject("ALLOWED_ADDRESSES", expected: "addresses and blocks such as 127.0.0.1,10.1.0.0/16,fd00::/8, no bits set behind a prefix")
      }
      addresses = AddressPolicy(allowsPrivate: allowsPrivate, allowed: ranges.compactMap { $0 })
    }

    mutating func load(_ reader: inout SettingsReader) {
      guard reader.holds("SCHEDULES_FILE") else { return }
      do throws(ScheduleFileError) {
        schedules = try ScheduleFile(path: schedulesFile, zones: TimeZoneDatabase(folder: zonesFolder)).schedules
      } catch {
        reader.reject("SCHEDULES_FILE", because: error.mistakes)
      }
    }
  }
}
