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
  let command: String?

  public init(_ message: String) { self.init(message, command: nil) }

  init(_ message: String, command: String?) {
    self.message = message
    self.command = command
  }

  public static func unknown(_ what: String, _ text: String, of known: [String]) -> UsageError {
    UsageError("unknown \(what) '\(text)'; \(Nearest.hint(for: text, among: known))")
  }

  public var description: String { message }
}

/// The status that a command ends with.
public struct ExitCode: RawRepresentable, Sendable, Equatable {
  public let rawValue: Int32

  public init(rawValue: Int32) { self.rawValue = rawValue }

  /// What was asked for is so, or is done; warnings alone are no findings.
  public static let success = ExitCode(rawValue: 0)
  /// There are findings: a rule is broken, a check failed, a process did not end well.
  public static let findings = ExitCode(rawValue: 1)
  /// The tool could not do its job: usage, broken configuration, input that cannot be read, a program that is missing.
  public static let failure = ExitCode(rawValue: 2)
}
