import Calendar
import JSON
import Platform

/// The file of schedules: JSON, as `docs/schemas/schedules.schema.json` describes it.
struct ScheduleFile: Sendable {
  /// The schedules in the order of the file.
  let schedules: [Schedule]

  /// More than a file by hand will hold, and few enough for one process to look at every second.
  static let maximumCount = 10_000
  /// The most bytes of the file.
  static let maximumSize = 16 * 1024 * 1024

  init(schedules: [Schedule]) { self.schedules = schedules }

  /// Reads the file, or throws every mistake in it, each with its line and column.
  init(path: String, zones: TimeZoneDatabase) throws(ScheduleFileError) {
    let bytes = try Self.read(path)
    do {
      self = try JSONFields.read(JSONValue(parsing: bytes)) { fields in ScheduleFile(from: &fields, zones: zones) }
    } catch let error as JSONMistakes {
      throw ScheduleFileError(error.described(in: path).split(separator: "\n").map(String.init))
    } catch {
      throw ScheduleFileError("\(path):\(error)")
    }
  }

  private static func read(_ path: String) throws(ScheduleFileError) -> [UInt8] {
    do { return try File.readRegular(path, upTo: maximumSize) } catch { throw ScheduleFileError("\(error)") }
  }

  private init(from fields: inout JSONFields, zones: TimeZoneDatabase) {
    fields.ignore("$schema")
    _ = fields.int("version", in: 1...1)
    var names: Set<String> = []
    var known: [String: TimeZone] = [:]
    schedules = fields.array("schedules", count: 0...Self.maximumCount) { fields in
      let schedule = Schedule(from: &fields) { name throws(TimeZoneError) in
        if let zone = known[name] { return zone }
        let zone = try zones.zone(name)
        known[name] = zone
        return zone
      }
      if !fields.isRefused("name"), !names.insert(schedule.name).inserted {
        fields.refuse("name", "there is an earlier schedule \"\(schedule.name)\"; names are unique")
      }
      return schedule
    }
  }
}

/// Why there are no schedules to read: every mistake, with its place.
struct ScheduleFileError: Error, Equatable, CustomStringConvertible {
  let mistakes: [String]

  init(_ mistakes: [String]) { self.mistakes = mistakes }
  init(_ mistake: String) { self.init([mistake]) }

  var description: String { mistakes.joined(separator: "\n") }
}
