import JSON

/// Everything that is wrong with a rules file, in order of place.
public struct RuleSetError: Error, Equatable, CustomStringConvertible {
  public let mistakes: [Mistake]

  public struct Mistake: Sendable, Equatable, CustomStringConvertible {
    /// The rules file, as it was given.
    public let path: String
    public let position: JSONPosition
    /// What is wrong, what was expected, and how to mend it.
    public let message: String

    public init(path: String, position: JSONPosition, message: String) {
      self.path = path
      self.position = position
      self.message = message
    }

    public var description: String { "\(path):\(position.line):\(position.column): \(message)" }
  }

  public init(mistakes: [Mistake]) { self.mistakes = mistakes }

  /// One line a mistake.
  public var description: String { mistakes.map(\.description).joined(separator: "\n") }
}
