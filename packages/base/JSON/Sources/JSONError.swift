/// The reason why a text is not JSON, and its place.
public struct JSONError: Error, Equatable, CustomStringConvertible {
  /// The place where reading stopped.
  public let position: JSONPosition
  /// The expected and the found, as a sentence without its full stop.
  public let message: String

  /// Creates an error.
  public init(_ message: String, at position: JSONPosition) {
    self.message = message
    self.position = position
  }

  public var description: String { "\(position.line):\(position.column): \(message)" }
}
