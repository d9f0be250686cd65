/// The written forms of labels, help and numbers, which both formats share.
enum MetricText {
  /// The largest size of a label's value, in bytes; longer ones are cut.
  private static let longestValue = 512

  /// Returns `name="value",…`.
  static func labels(_ names: [String], _ values: [String]) -> [UInt8] {
    var bytes: [UInt8] = []
    for (name, value) in zip(names, values) {
      if !bytes.isEmpty { bytes.append(UInt8(ascii: ",")) }
      bytes += name.utf8
      bytes += "=\"".utf8
      bytes += escaped(cut(value), quotes: true)
      bytes.append(UInt8(ascii: "\""))
    }
    return bytes
  }

  /// Returns the text with backslashes and line feeds escaped, and quotation marks where asked.
  static func escaped(_ text: String, quotes: Bool) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\\"): bytes += "\\\\".utf8
      case UInt8(ascii: "\n"): bytes += "\\n".utf8
      case UInt8(ascii: "\"") where quotes: bytes += "\\\"".utf8
      default: bytes.append(byte)
      }
    }
    return bytes
  }

  private static func cut(_ text: String) -> String {
    if text.utf8.count <= longestValue { return text }
    var end = text.utf8.index(text.startIndex, offsetBy: longestValue)
    while text.utf8[end] & 0xC0 == 0x80 { end = text.utf8.index(before: end) }
    return String(text[..<end])
  }

  /// Returns the shortest text that reads back as the same number; whole numbers are written without a point.
  static func number(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
    if let whole = Int(exactly: value), whole.magnitude < 1 << 53 { return String(whole) }
    return value.description
  }
}
