import Calendar
import CommandLine

/// What the tool is started with. Tests make one by hand and run the tool in their own process.
struct Invocation: Sendable {
  /// Without the program's name.
  var arguments: [String]
  var environment: [String: String] = [:]
  /// An absolute path: what relative paths of the arguments start from.
  var currentFolder: String
  /// The day (UTC) that exceptions are judged by, unless `--today` says another.
  var today: CalendarDate
  /// Whether standard output is a terminal.
  var isTerminal = false
  /// Milliseconds after which a run begins to say what it is at; `nil` for never.
  var progressDelay: Int?
  /// Takes each piece of standard error as it comes.
  var writeDiagnostic: @Sendable (String) -> Void = { _ in }
}

/// What a run leaves behind.
struct Outcome: Sendable {
  var code: ExitCode
  /// Standard output, whole.
  var output: [UInt8]
}
