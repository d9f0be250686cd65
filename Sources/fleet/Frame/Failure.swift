/// Why a command could not do its job: what happened, where, what was expected and how to mend it.
struct Failure: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

/// A command line that cannot be understood.
struct UsageError: Error, CustomStringConvertible {
  let message: String
  /// The command whose help answers the question; `nil` for the tool itself.
  let command: String?

  init(_ message: String, command: Command? = nil) {
    self.message = message
    self.command = command?.name
  }

  var description: String { "fleet: \(message)\nSee: fleet \(command.map { "\($0) " } ?? "")--help" }
}

/// The status the tool ends with.
enum ExitCode {
  /// All ended well; every check passed.
  static let success: Int32 = 0
  /// A process did not end well, or a check failed.
  static let findings: Int32 = 1
  /// The tool could not do its job: usage, broken descriptions, a program that is missing.
  static let failure: Int32 = 2
}
