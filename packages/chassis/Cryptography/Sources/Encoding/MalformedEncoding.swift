/// A text that is not what an encoder writes.
public struct MalformedEncoding: Error, Equatable, CustomStringConvertible {
  public enum Problem: Sendable {
    case character, length, padding, strayBits
  }

  /// Where, in bytes of the text's UTF-8 form.
  public let offset: Int
  public let problem: Problem

  public var description: String {
    switch problem {
    case .character: "at byte \(offset) stands a character that is not of the alphabet"
    case .length: "the text ends in the middle of a byte, after \(offset) characters"
    case .padding: "the padding at byte \(offset) is missing, too much or out of place"
    case .strayBits: "the last character, at byte \(offset), has bits that belong to no byte"
    }
  }
}
