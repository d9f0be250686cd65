/// A text that is not an encoding of bytes.
public struct MalformedEncoding: Error, Equatable, CustomStringConvertible {
  /// The kind of the fault: a character that is not in the alphabet, a length that no bytes give, wrong padding, bits behind the last byte.
  public enum Fault: Sendable {
    case character, length, padding, strayBits
  }

  /// The place of the fault, in bytes of the text's UTF-8 form.
  public let offset: Int
  /// The kind of the fault.
  public let fault: Fault

  public var description: String {
    switch fault {
    case .character: "at byte \(offset) stands a character that is not of the alphabet"
    case .length: "the text ends in the middle of a byte, after \(offset) characters"
    case .padding: "the padding at byte \(offset) is missing, too much or out of place"
    case .strayBits: "the last character, at byte \(offset), has bits that belong to no byte"
    }
  }
}
