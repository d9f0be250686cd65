/// The meaning of plain scalars (YAML 1.2.2, section 10.3.2, core schema).
enum CoreSchema {
  static func content(of text: String) -> YAML.Content {
    switch text {
    case "", "~", "null", "Null", "NULL": return .null
    case "true", "True", "TRUE": return .bool(true)
    case "false", "False", "FALSE": return .bool(false)
    case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf", "-.Inf", "-.INF", ".nan", ".NaN", ".NAN": return .decimal(text)
    default: return number(text) ?? .string(text)
    }
  }

  private static func number(_ text: String) -> YAML.Content? {
    var bytes = Array(text.utf8)[...]
    if bytes.starts(with: "0o".utf8) { return integer(bytes.dropFirst(2), radix: 8, isNegative: false, text) }
    if bytes.starts(with: "0x".utf8) { return integer(bytes.dropFirst(2), radix: 16, isNegative: false, text) }
    let sign = bytes.first
    if sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { bytes = bytes.dropFirst() }
    return integer(bytes, radix: 10, isNegative: sign == UInt8(ascii: "-"), text) ?? (isDecimal(bytes) ? .decimal(text) : nil)
  }

  private static func integer(_ digits: ArraySlice<UInt8>, radix: Int, isNegative: Bool, _ text: String) -> YAML.Content? {
    guard !digits.isEmpty, digits.allSatisfy({ Character(Unicode.Scalar($0)).hexDigitValue.map { $0 < radix } ?? false }) else { return nil }
    let digits = String(decoding: digits, as: UTF8.self)
    return Int(isNegative ? "-\(digits)" : digits, radix: radix).map { .int($0) } ?? .decimal(text)
  }

  /// Whether the text matches `(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`.
  private static func isDecimal(_ text: ArraySlice<UInt8>) -> Bool {
    var rest = text
    let whole = takeDigits(&rest)
    var fraction = 0
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      fraction = takeDigits(&rest)
      if whole == 0 && fraction == 0 { return false }
    } else if whole == 0 {
      return false
    }
    guard let exponent = rest.popFirst() else { return true }
    guard exponent == UInt8(ascii: "e") || exponent == UInt8(ascii: "E") else { return false }
    if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
    return takeDigits(&rest) > 0 && rest.isEmpty
  }

  private static func takeDigits(_ rest: inout ArraySlice<UInt8>) -> Int {
    let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }.count
    rest = rest.dropFirst(digits)
    return digits
  }
}
