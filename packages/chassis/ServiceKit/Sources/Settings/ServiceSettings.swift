/// The settings of a process: declared once, parsed, checked and documented from the same lines.
///
/// ```swift
/// struct Settings: ServiceSettings {
///   let maxRuns: Int
///   private let path: String
///   private(set) var schedules: [Schedule] = []
///
///   init(from reader: inout SettingsReader) {
///     path = reader.file("SCHEDULES_FILE", "The schedules to fire, a JSON file.", maximumSize: 1 << 20, example: "schedules.json")
///     maxRuns = reader.int("MAX_RUNS", "Runs at the same time, at most.", default: 64, in: 1...10_000)
///   }
///
///   mutating func load(_ reader: inout SettingsReader) {
///     guard reader.holds("SCHEDULES_FILE") else { return }
///     do { schedules = try Schedule.read(path) } catch { reader.reject("SCHEDULES_FILE", because: error.mistakes) }
///   }
/// }
/// ```
public protocol ServiceSettings: Sendable {
  /// Declares the settings and reads their values.
  ///
  /// It must declare the same settings whatever the environment says, open nothing, and not trust the values: of a setting that is
  /// missing or wrong the reader notes the mistake and returns a placeholder, and the process ends before it uses it.
  init(from reader: inout SettingsReader)

  /// Reads the files that settings name, and rejects the settings whose files do not hold.
  ///
  /// It is called after the initializer by `--check-config`, by the service's own options and by the start, and by nothing else.
  /// Paths have been looked at by then. Values may be placeholders here as well, and `reader.holds` says whether one is; nothing is
  /// declared here.
  mutating func load(_ reader: inout SettingsReader)
}

extension ServiceSettings {
  public mutating func load(_ reader: inout SettingsReader) {}
}

/// The settings of a process that needs none of its own.
public struct NoSettings: ServiceSettings {
  /// Declares no setting.
  public init(from reader: inout SettingsReader) {}
}
