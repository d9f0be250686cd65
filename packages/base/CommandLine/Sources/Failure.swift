/// Why a command could not do its job: what happened, where, what was expected and how to mend it.
public struct Failure: Error, CustomStringConvertible {
  public let description: String
  /// Whether it begins with the place of the mistake, as editors expect: `path:line:column: …`.
  let isPlaced: Bool

  /// A failure of no place in a file; the tool's name is put in front.
  public init(_ description: String) {
    self.description = description
    isPlaced = false
  }

  /// - Parameter description: lines that each begin with the file's path.
  public init(placed description: String) {
    self.description = description
    isPlaced = true
  }
}

/// A command line that cannot be understood.
public struct UsageError: Error, CustomStringConvertible {
  public let message: String
  /// The command whose help answers the question; `nil` for the tool itself, and where a command that runs throws it.
  var command: String?

  public init(_ message: String) { self.message = message }

  public static func unknown(_ what: String, _ text: String, of known: [String]) -> UsageError {
    UsageError("unknown \(what) '\(text)'; \(Nearest.hint(for: text, among: known))")
  }

  public var description: String { message }
}

/// The status that a command ends with.
public enum ExitCode: Int32, Sendable {
  /// What was asked for is so, or is done; warnings alone are no findings.
  case success = 0
  /// There are findings: a rule is broken, a check failed, a process did not end well.
  case findings = 1
  /// The tool could not do its job: usage, broken configuration, input that cannot be read, a program that is missing.
  case failure = 2
}
