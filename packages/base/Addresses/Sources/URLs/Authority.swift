/// A host with an optional port (RFC 3986, section 3.2, without user information), as it stands in URLs and in the field `Host`.
public enum Authority {
  /// Whether the bytes have that form. What is in brackets is looked at only so far as no other character hides in it.
  public static func isValid(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard let first = bytes.first else { return false }
    var place = 0
    if first == UInt8(ascii: "[") {
      place = 1
      while place < bytes.count, bytes[place] != UInt8(ascii: "]") {
        if !isAddressCharacter(bytes[place]) { return false }
        place += 1
      }
      if place <= 2 || place == bytes.count { return false }
      place += 1
    } else {
      while place < bytes.count, bytes[place] != UInt8(ascii: ":") {
        if bytes[place] == UInt8(ascii: "%") {
          if place + 2 >= bytes.count || !isHexadecimal(bytes[place + 1]) || !isHexadecimal(bytes[place + 2]) { return false }
        } else if !isNameCharacter(bytes[place]) {
          return false
        }
        place += 1
      }
      if place == 0 { return false }
    }
    if place == bytes.count { return true }
    return bytes[place] == UInt8(ascii: ":") && isPort(bytes, from: place + 1)
  }

  /// Digits up to 65535, or nothing.
  private static func isPort(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Bool {
    var port = 0
    for place in start..<bytes.count {
      let digit = bytes[place]
      if !isDigit(digit) { return false }
      port = port * 10 + Int(digit &- 0x30)
      if port > 65_535 { return false }
    }
    return true
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  private static func isHexadecimal(_ byte: UInt8) -> Bool { isDigit(byte) || (byte | 0x20) &- 0x61 < 6 }

  /// A character of an IPv6 address in brackets.
  private static func isAddressCharacter(_ byte: UInt8) -> Bool {
    isHexadecimal(byte) || byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".")
  }

  /// An unreserved character or a sub-delimiter.
  private static func isNameCharacter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
    case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"): true
    case UInt8(ascii: "!"), UInt8(ascii: "$"), UInt8(ascii: "&"), UInt8(ascii: "'"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "*"),
      UInt8(ascii: "+"), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "="):
      true
    default: false
    }
  }
}
