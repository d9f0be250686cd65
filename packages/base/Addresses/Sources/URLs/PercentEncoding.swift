/// Percent-encoding of what may not stand in a URL as it is (RFC 3986, section 2.1).
public enum PercentEncoding {
  /// Text with its `%XX` decoded; `nil` where a `%` is not followed by two hexadecimal digits, or what comes out is not UTF-8.
  public static func decode(_ text: some StringProtocol) -> String? {
    var text = String(text)
    return text.withUTF8 { self.text(of: UnsafeRawBufferPointer($0)) }
  }

  /// Text that `encoded` stands for; `nil` where its encoding is broken or what comes out is not UTF-8.
  /// - Parameter plusIsSpace: whether a plus is a space, as in forms.
  public static func text(of encoded: UnsafeRawBufferPointer, plusIsSpace: Bool = false) -> String? {
    bytes(of: encoded, plusIsSpace: plusIsSpace).flatMap { String(validating: $0, as: UTF8.self) }
  }

  /// Bytes that `encoded` stands for; `nil` where a `%` is not followed by two hexadecimal digits.
  public static func bytes(of encoded: UnsafeRawBufferPointer, plusIsSpace: Bool = false) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(encoded.count)
    var place = 0
    while place < encoded.count {
      let byte = encoded[place]
      place += 1
      switch byte {
      case UInt8(ascii: "+") where plusIsSpace: bytes.append(0x20)
      case UInt8(ascii: "%"):
        guard place + 2 <= encoded.count, let high = digit(encoded[place]), let low = digit(encoded[place + 1])
        else { return nil }
        bytes.append(high << 4 | low)
        place += 2
      default: bytes.append(byte)
      }
    }
    return bytes
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
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
