import JSON

/// All mistakes in a rules file, in order of place.
public struct RuleSetError: Error, Equatable, CustomStringConvertible {
  /// The mistakes.
  public let mistakes: [Mistake]

  /// A mistake in a rules file.
  public struct Mistake: Sendable, Equatable, CustomStringConvertible {
    /// The path of the rules file, as it was given.
    public let path: String
    /// The position in the file.
    public let position: JSONPosition
    /// The message: what is wrong, what was expected, and how to mend it.
    public let message: String

    /// Creates a mistake.
    public init(path: String, position: JSONPosition, message: String) {
      self.path = path
      self.position = position
      self.message = message
    }

    public var description: String { "\(path):\(position.line):\(position.column): \(message)" }
  }

  /// Creates an error.
  public init(mistakes: [Mistake]) { self.mistakes = mistakes }

  /// The mistakes, one a line.
  public var description: String { mistakes.map(\.description).joined(separator: "\n") }
}
