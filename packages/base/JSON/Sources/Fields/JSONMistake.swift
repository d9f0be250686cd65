/// A mistake in a JSON value: one thing that is not as its reader needs it.
public struct JSONMistake: Sendable, Equatable, CustomStringConvertible {
  /// The JSON Pointer to the value (RFC 6901): `/schedules/2/url`; empty for the whole value.
  public let pointer: String
  /// The position of the value in its text; for a missing member, of its object. `nil` for a value made by a program.
  public let position: JSONPosition?
  /// The expected and the found, as a sentence without its full stop.
  public let message: String

  /// Creates a mistake.
  public init(pointer: String, position: JSONPosition?, message: String) {
    self.pointer = pointer
    self.position = position
    self.message = message
  }

  /// The mistake with its place: `12:5: /schedules/2/url: expected a string, found a number`.
  public var description: String {
    var parts: [String] = []
    if let position { parts.append("\(position.line):\(position.column)") }
    if !pointer.isEmpty { parts.append(pointer) }
    return (parts + [message]).joined(separator: ": ")
  }
}

/// All mistakes in a JSON value, in order of place.
public struct JSONMistakes: Error, Equatable, CustomStringConvertible {
  /// The largest number of mistakes kept; a text from outside may have any number.
  public static let limit = 100

  /// The mistakes, at most `limit`.
  public let mistakes: [JSONMistake]
  /// The number of mistakes beyond `limit`.
  public let omitted: Int

  /// Creates the error from mistakes that are in order of place.
  public init(_ mistakes: [JSONMistake], omitted: Int = 0) {
    self.mistakes = mistakes
    self.omitted = omitted
  }

  /// Creates the error for a text that is not JSON, as one mistake.
  public init(_ error: JSONError) {
    self.init([JSONMistake(pointer: "", position: error.position, message: error.message)])
  }

  /// The mistakes, one a line.
  public var description: String { lines(prefix: "") }

  /// Returns the mistakes, one a line, each with the file in front: `schedules.json:12:5: /schedules/2/url: expected …`.
  public func described(in path: String) -> String { lines(prefix: "\(path):") }

  private func lines(prefix: String) -> String {
    var lines = mistakes.map { mistake in prefix + (mistake.position == nil && !prefix.isEmpty ? " " : "") + mistake.description }
    if omitted > 0 { lines.append("and \(omitted) more") }
    return lines.joined(separator: "\n")
  }
}
