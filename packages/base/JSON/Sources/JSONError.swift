/// Why a text is not JSON, and where.
public struct JSONError: Error, Equatable, CustomStringConvertible {
  public let position: JSONPosition
  /// What was expected there and what was found, as a sentence without its full stop.
  public let message: String

  public init(_ message: String, at position: JSONPosition) {
    self.message = message
    self.position = position
  }

  public var description: String { "\(position.line):\(position.column): \(message)" }
}
