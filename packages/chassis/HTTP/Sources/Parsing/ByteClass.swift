/// What a byte may be part of (RFC 9110, section 5.6.2 and 5.5; RFC 3986, section 3).
enum ByteClass {
  /// A character of a token: `!#$%&'*+-.^_`|~`, digits and letters.
  @inline(__always) static func isToken(_ byte: UInt8) -> Bool {
    isMember(byte, low: 0x03FF_6CFA_0000_0000, high: 0x57FF_FFFF_C7FF_FFFE)
  }

  /// A character of a field's value: visible, a space, a tab, or beyond ASCII.
  @inline(__always) static func isFieldValue(_ byte: UInt8) -> Bool { byte >= 0x20 && byte != 0x7F || byte == 0x09 }

  /// What ends a line, or a text: a name within a line may not have it.
  @inline(__always) static func endsLine(_ byte: UInt8) -> Bool { byte == 0x0D || byte == 0x0A || byte == 0 }

  /// A character of a request's target: visible ASCII but `"`, `#`, `<`, `>` and `\`. Browsers send more than RFC 3986 allows
  /// (`{`, `|`, `}`, `^` and the back quote), and no recipient takes those for anything else.
  @inline(__always) static func isTarget(_ byte: UInt8) -> Bool {
    isMember(byte, low: 0xAFFF_FFF2_0000_0000, high: 0x7FFF_FFFF_EFFF_FFFF)
  }

  @inline(__always) static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  /// The value of a hexadecimal digit.
  @inline(__always) static func hexadecimal(_ byte: UInt8) -> UInt8? {
    if isDigit(byte) { return byte &- 0x30 }
    let letter = (byte | 0x20) &- 0x61
    return letter < 6 ? letter &+ 10 : nil
  }

  @inline(__always) private static func isMember(_ byte: UInt8, low: UInt64, high: UInt64) -> Bool {
    byte < 0x80 && ((byte < 0x40 ? low : high) >> UInt64(byte & 0x3F)) & 1 == 1
  }
}
