/// What a process can be told: declared once, parsed, checked and documented from the same lines.
///
/// ```swift
/// struct Settings: ServiceSettings {
///   let schedulesFile: String?
///   let maxRuns: Int
///
///   init(from reader: inout SettingsReader) {
///     schedulesFile = reader.optionalString("SCHEDULES_FILE", "The schedules to fire, a JSON file.", example: "schedules.json")
///     maxRuns = reader.int("MAX_RUNS", "Runs at the same time, at most.", default: 64, in: 1...10_000)
///   }
/// }
/// ```
///
/// The initializer must declare the same settings whatever the environment says, open nothing, and not trust the values: of a
/// setting that is missing or wrong the reader notes the mistake and returns a placeholder, and the process ends before it uses it.
public protocol ServiceSettings: Sendable {
  init(from reader: inout SettingsReader)
}

/// The settings of a process that needs none of its own.
public struct NoSettings: ServiceSettings {
  public init(from reader: inout SettingsReader) {}
}
