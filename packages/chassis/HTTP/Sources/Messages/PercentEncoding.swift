/// Percent-encoding of what may not stand in a URL as it is (RFC 3986, section 2.1).
public enum PercentEncoding {
  /// Text with its `%XX` decoded. What is no proper `%XX` stays as it is; bytes that are not UTF-8 become U+FFFD.
  public static func decode(_ text: some StringProtocol) -> String {
    var text = String(text)
    return text.withUTF8 { decode(UnsafeRawBufferPointer($0)) }
  }

  static func decode(_ bytes: UnsafeRawBufferPointer, plusIsSpace: Bool = false) -> String {
    let isPlain = !bytes.contains { $0 == UInt8(ascii: "%") || plusIsSpace && $0 == UInt8(ascii: "+") }
    if isPlain { return String(decoding: bytes, as: UTF8.self) }
    var decoded: [UInt8] = []
    decoded.reserveCapacity(bytes.count)
    var place = 0
    while place < bytes.count {
      let byte = bytes[place]
      if byte == UInt8(ascii: "%"), place + 2 < bytes.count, let high = ByteClass.hexadecimal(bytes[place + 1]),
        let low = ByteClass.hexadecimal(bytes[place + 2])
      {
        decoded.append(high << 4 | low)
        place += 3
      } else {
        decoded.append(plusIsSpace && byte == UInt8(ascii: "+") ? 0x20 : byte)
        place += 1
      }
    }
    return String(decoding: decoded, as: UTF8.self)
  }

  /// Text with everything but unreserved characters (letters, digits, `-._~`; RFC 3986, section 2.3) encoded: right for a path's segment
  /// and for a query's name or value.
  public static func encode(_ text: some StringProtocol) -> String {
    var encoded: [UInt8] = []
    let digits: StaticString = "0123456789ABCDEF"
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
        encoded.append(byte)
      default:
        encoded.append(UInt8(ascii: "%"))
        encoded.append(digits.utf8Start[Int(byte >> 4)])
        encoded.append(digits.utf8Start[Int(byte & 15)])
      }
    }
    return String(decoding: encoded, as: UTF8.self)
  }
}
