/// Passes over the extensions after a chunk's size (RFC 9112, section 7.1.1), byte by byte, and refuses what is none: recipients
/// that skip to the next LF, each in its own way, can be made to disagree about where a chunk starts.
struct ChunkExtensionReader {
  private enum State {
    /// Before a `;`, where there may be spaces.
    case separator
    case nameStart
    case name
    case nameEnd
    case valueStart
    case value
    case quoted
    case escaped
    case quotedEnd
  }

  private var state = State.separator

  /// True when the byte is the CR of the line's end.
  mutating func take(_ byte: UInt8) throws(Refusal) -> Bool {
    let isSpace = byte == 0x20 || byte == 0x09
    switch state {
    case .separator:
      if isSpace { return false }
      guard byte == UInt8(ascii: ";") else { throw .invalidChunkExtension }
      state = .nameStart
    case .nameStart, .valueStart:
      if isSpace { return false }
      if byte == UInt8(ascii: "\""), state == .valueStart {
        state = .quoted
      } else {
        guard ByteClass.isToken(byte) else { throw .invalidChunkExtension }
        state = state == .nameStart ? .name : .value
      }
    case .name where ByteClass.isToken(byte), .value where ByteClass.isToken(byte):
      return false
    case .name, .nameEnd:
      if byte == 0x0D, state == .name { return true }
      switch byte {
      case 0x20, 0x09: state = .nameEnd
      case UInt8(ascii: "="): state = .valueStart
      case UInt8(ascii: ";"): state = .nameStart
      default: throw .invalidChunkExtension
      }
    case .value, .quotedEnd:
      if byte == 0x0D { return true }
      guard isSpace || byte == UInt8(ascii: ";") else { throw .invalidChunkExtension }
      state = isSpace ? .separator : .nameStart
    case .quoted, .escaped:
      guard ByteClass.isFieldValue(byte) else { throw .invalidChunkExtension }
      if state == .escaped {
        state = .quoted
      } else if byte == UInt8(ascii: "\"") {
        state = .quotedEnd
      } else if byte == UInt8(ascii: "\\") {
        state = .escaped
      }
    }
    return false
  }
}
