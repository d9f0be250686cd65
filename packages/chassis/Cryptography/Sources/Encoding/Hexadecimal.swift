/// An encoding of bytes as hexadecimal digits, two for each byte (RFC 4648, section 8).
public enum Hexadecimal {
  /// Returns the lower-case digits of the bytes.
  public static func encode(_ bytes: some Collection<UInt8>) -> String {
    String(unsafeUninitializedCapacity: 2 * bytes.count) { digits in
      var index = 0
      for byte in bytes {
        digits[index] = digit(byte >> 4)
        digits[index + 1] = digit(byte & 15)
        index += 2
      }
      return index
    }
  }

  /// Returns the bytes of digits in either case.
  public static func decode(_ text: String) throws(MalformedEncoding) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count / 2)
    var high: UInt8?
    for (offset, character) in text.utf8.enumerated() {
      guard let value = value(of: character) else { throw MalformedEncoding(offset: offset, fault: .character) }
      if let first = high { bytes.append(first << 4 | value) }
      high = high == nil ? value : nil
    }
    if high != nil { throw MalformedEncoding(offset: text.utf8.count, fault: .length) }
    return bytes
  }

  private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") - 10 + value }

  private static func value(of digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
