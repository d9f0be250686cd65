/// One thing in a JSON value that is not as its reader needs it.
public struct JSONMistake: Sendable, Equatable, CustomStringConvertible {
  /// The value, as a JSON Pointer (RFC 6901): `/schedules/2/url`; empty for the whole value.
  public let pointer: String
  /// Where the value stands in its text; for a member that is missing, where its object begins. `nil` for a value made by a program.
  public let position: JSONPosition?
  /// What was expected and what was found, as a sentence without its full stop.
  public let message: String

  public init(pointer: String, position: JSONPosition?, message: String) {
    self.pointer = pointer
    self.position = position
    self.message = message
  }

  /// `12:5: /schedules/2/url: expected a string, found a number`
  public var description: String {
    var parts: [String] = []
    if let position { parts.append("\(position.line):\(position.column)") }
    if !pointer.isEmpty { parts.append(pointer) }
    return (parts + [message]).joined(separator: ": ")
  }
}

/// Everything in a JSON value that is not as its reader needs it, in order of place.
public struct JSONMistakes: Error, Equatable, CustomStringConvertible {
  /// The most mistakes kept; a text from outside may have any number of them.
  public static let limit = 100

  public let mistakes: [JSONMistake]
  /// How many more there were than `limit`.
  public let omitted: Int

  public init(_ mistakes: [JSONMistake], omitted: Int = 0) {
    self.mistakes = mistakes
    self.omitted = omitted
  }

  /// The one mistake of a text that is no JSON.
  public init(_ error: JSONError) {
    self.init([JSONMistake(pointer: "", position: error.position, message: error.message)])
  }

  /// One line a mistake.
  public var description: String { lines(prefix: "") }

  /// One line a mistake, each with the file in front: `schedules.json:12:5: /schedules/2/url: expected …`.
  public func described(in path: String) -> String { lines(prefix: "\(path):") }

  private func lines(prefix: String) -> String {
    var lines = mistakes.map { mistake in prefix + (mistake.position == nil && !prefix.isEmpty ? " " : "") + mistake.description }
    if omitted > 0 { lines.append("and \(omitted) more") }
    return lines.joined(separator: "\n")
  }
}
