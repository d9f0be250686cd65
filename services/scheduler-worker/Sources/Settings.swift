import Addresses
import Calendar
import JSON
import ServiceKit

struct Settings: ServiceSettings {
  /// Empty where the file could not be read, which is then among the mistakes.
  let schedules: [Schedule]
  let maximumRuns: Int
  /// In whole seconds.
  let maximumLateness: Int
  let addresses: AddressPolicy

  init(from reader: inout SettingsReader) {
    let path = reader.string("SCHEDULES_FILE", "The schedules to fire, a JSON file; it is read once, at the start.", example: "schedules.json")
    let folder = reader.string("TZDIR", "Where the tz database is.", default: TimeZoneDatabase.systemFolder)
    schedules = Self.read(path, TimeZoneDatabase(folder: folder), &reader)
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

  private static func read(_ path: String, _ zones: TimeZoneDatabase, _ reader: inout SettingsReader) -> [Schedule] {
    if path.isEmpty { return [] }
    do throws(ScheduleFileError) { return try ScheduleFile(path: path, zones: zones).schedules } catch {
      reader.reject("SCHEDULES_FILE", because: error.mistakes)
      return []
    }
  }
}
