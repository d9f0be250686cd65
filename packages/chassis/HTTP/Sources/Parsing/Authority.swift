/// A host with an optional port (RFC 3986, section 3.2, without user information).
enum Authority {
  static func isValid(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard let first = bytes.first else { return false }
    var place: Int
    if first == UInt8(ascii: "[") {
      guard let end = bytes.firstIndex(of: UInt8(ascii: "]"), from: 1), end > 2 else { return false }
      for byte in bytes[1..<end] where !isAddressCharacter(byte) { return false }
      place = end + 1
    } else {
      place = 0
      while place < bytes.count, bytes[place] != UInt8(ascii: ":") {
        if !isNameCharacter(bytes[place]) { return false }
        if bytes[place] == UInt8(ascii: "%"), !bytes.isPercentEncoded(at: place) { return false }
        place += 1
      }
      if place == 0 { return false }
    }
    if place == bytes.count { return true }
    return bytes[place] == UInt8(ascii: ":") && isPort(bytes[(place + 1)...])
  }

  /// Digits up to 65535, or nothing.
  private static func isPort(_ digits: Slice<UnsafeRawBufferPointer>) -> Bool {
    var port = 0
    for digit in digits {
      if !ByteClass.isDigit(digit) { return false }
      port = port * 10 + Int(digit &- 0x30)
      if port > 65_535 { return false }
    }
    return true
  }

  /// A character of an IPv6 address in brackets.
  private static func isAddressCharacter(_ byte: UInt8) -> Bool {
    ByteClass.hexadecimal(byte) != nil || byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".")
  }

  /// An unreserved character, a sub-delimiter, or part of a percent-encoded one: a token's characters without the few that are not,
  /// and with `( ) , ; =`.
  private static func isNameCharacter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "#"), UInt8(ascii: "^"), UInt8(ascii: "`"), UInt8(ascii: "|"): false
    case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "="): true
    default: ByteClass.isToken(byte)
    }
  }
}
