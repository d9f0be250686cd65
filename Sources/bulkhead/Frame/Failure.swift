/// Why a command could not do its job: what happened, where, what was expected and how to mend it.
struct Failure: Error, CustomStringConvertible {
  var description: String
  init(_ description: String) { self.description = description }
}

/// A command line that cannot be understood.
struct UsageError: Error, CustomStringConvertible {
  var message: String
  /// The command whose help answers the question; `nil` for the tool itself.
  var command: String?

  init(_ message: String, command: Command? = nil) {
    self.message = message
    self.command = command?.name
  }

  static func unknown(_ what: String, _ text: String, of known: [String], command: Command? = nil) -> UsageError {
    let suggestion = Nearest.suggestion(for: text, among: known)
    return UsageError("unknown \(what) '\(text)'; \(suggestion ?? "known are \(known.joined(separator: ", "))")", command: command)
  }

  var description: String { "\(message)\nSee: bulkhead \(command.map { "\($0) " } ?? "")--help" }
}
