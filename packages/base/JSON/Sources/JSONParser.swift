extension JSONValue {
  /// The largest depth to which arrays and objects may nest in a text to be parsed.
  public static let maximumDepth = 256

  /// Parses a whole JSON text as RFC 8259 defines it, without extensions: no comments, no trailing commas, no repeated keys.
  ///
  /// A byte order mark is skipped, as section 8.1 allows. Text that is not UTF-8 is refused.
  public init(parsing bytes: [UInt8]) throws(JSONError) {
    var parser = JSONParser(bytes: bytes)
    self = try parser.parseText()
  }

  /// Parses a whole JSON text, as `init(parsing:)` of bytes does.
  public init(parsing text: String) throws(JSONError) {
    try self.init(parsing: Array(text.utf8))
  }
}

private struct JSONParser {
  let bytes: [UInt8]
  var offset = 0
  var line = 1
  var lineStart = 0

  init(bytes: [UInt8]) {
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      offset = 3
      lineStart = 3
    }
  }

  var position: JSONPosition { JSONPosition(line: line, column: offset - lineStart + 1) }
  var current: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  mutating func parseText() throws(JSONError) -> JSONValue {
    skipWhitespace()
    let value = try parseValue(depth: 0)
    skipWhitespace()
    if offset < bytes.count { throw error("expected the end of the text, found \(found)") }
    return value
  }

  mutating func parseValue(depth: Int) throws(JSONError) -> JSONValue {
    let start = position
    guard let byte = current else { throw error("expected a value, found the end of the text") }
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      if depth == JSONValue.maximumDepth { throw error("arrays and objects nest deeper than \(JSONValue.maximumDepth)") }
      let content: JSONValue.Content =
        byte == UInt8(ascii: "{") ? .object(try parseMembers(depth: depth + 1)) : .array(try parseElements(depth: depth + 1))
      return JSONValue(content, position: start)
    case UInt8(ascii: "\""): return JSONValue(.string(try parseString()), position: start)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return JSONValue(.number(try parseNumber()), position: start)
    case UInt8(ascii: "t"): return JSONValue(.bool(try parseWord("true", as: true)), position: start)
    case UInt8(ascii: "f"): return JSONValue(.bool(try parseWord("false", as: false)), position: start)
    case UInt8(ascii: "n"): return JSONValue(try parseWord("null", as: .null), position: start)
    default: throw error("expected a value, found \(found)")
    }
  }

  mutating func parseMembers(depth: Int) throws(JSONError) -> [JSONValue.Member] {
    offset += 1
    var members: [JSONValue.Member] = []
    var keys: Set<[UInt8]> = []
    skipWhitespace()
    if take("}") { return [] }
    while true {
      guard current == UInt8(ascii: "\"") else { throw error("expected a key in double quotes, found \(found)") }
      let keyPosition = position
      let key = try parseString()
      if !keys.insert(Array(key.utf8)).inserted { throw JSONError("the key \"\(key)\" stands twice in one object", at: keyPosition) }
      skipWhitespace()
      guard take(":") else { throw error("expected ':' after the key \"\(key)\", found \(found)") }
      skipWhitespace()
      members.append(JSONValue.Member(key, try parseValue(depth: depth), keyPosition: keyPosition))
      skipWhitespace()
      if take("}") { return members }
      guard take(",") else { throw error("expected ',' or '}', found \(found)") }
      skipWhitespace()
    }
  }

  mutating func parseElements(depth: Int) throws(JSONError) -> [JSONValue] {
    offset += 1
    var elements: [JSONValue] = []
    skipWhitespace()
    if take("]") { return [] }
    while true {
      elements.append(try parseValue(depth: depth))
      skipWhitespace()
      if take("]") { return elements }
      guard take(",") else { throw error("expected ',' or ']', found \(found)") }
      skipWhitespace()
    }
  }

  mutating func parseWord<T>(_ word: StaticString, as value: T) throws(JSONError) -> T {
    let end = offset + word.utf8CodeUnitCount
    let matches = word.withUTF8Buffer { end <= bytes.count && bytes[offset..<end].elementsEqual($0) }
    guard matches else { throw error("expected a value, found \(found)") }
    offset = end
    return value
  }

  mutating func parseNumber() throws(JSONError) -> String {
    let start = offset
    _ = take("-")
    if take("0") {
      if isDigit(current) { throw error("a number has no leading zero") }
    } else {
      try parseDigits()
    }
    if take(".") { try parseDigits() }
    if take("e") || take("E") {
      if !take("+") { _ = take("-") }
      try parseDigits()
    }
    return String(decoding: bytes[start..<offset], as: UTF8.self)
  }

  mutating func parseDigits() throws(JSONError) {
    guard isDigit(current) else { throw error("expected a digit, found \(found)") }
    while isDigit(current) { offset += 1 }
  }

  mutating func parseString() throws(JSONError) -> String {
    offset += 1
    var text: [UInt8] = []
    var chunk = offset
    while let byte = current {
      switch byte {
      case UInt8(ascii: "\""):
        text += bytes[chunk..<offset]
        guard let string = String(validating: text, as: UTF8.self) else { throw error("the string that ends here is not UTF-8") }
        offset += 1
        return string
      case UInt8(ascii: "\\"):
        text += bytes[chunk..<offset]
        try parseEscape(into: &text)
        chunk = offset
      case 0..<0x20:
        throw error("a control character (byte \(byte)) must be written as an escape")
      default:
        offset += 1
      }
    }
    throw error("expected '\"' to close the string, found the end of the text")
  }

  mutating func parseEscape(into text: inout [UInt8]) throws(JSONError) {
    offset += 1
    guard let byte = current else { throw error("expected an escape, found the end of the text") }
    offset += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"): text += try Array(String(Character(parseUnicodeEscape())).utf8)
    default:
      offset -= 1
      throw error("expected an escape (one of \" \\ / b f n r t u), found \(found)")
    }
  }

  /// Parses the scalar of a `\uXXXX`, or of a surrogate pair (section 7); the cursor is behind the first `u`.
  mutating func parseUnicodeEscape() throws(JSONError) -> Unicode.Scalar {
    let high = try parseFourHexDigits()
    if let scalar = Unicode.Scalar(high) { return scalar }
    guard high < 0xDC00, take("\\"), take("u") else { throw error("a surrogate stands alone") }
    let low = try parseFourHexDigits()
    guard (0xDC00...0xDFFF).contains(low), let scalar = Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)) else {
      throw error("a surrogate stands alone")
    }
    return scalar
  }

  mutating func parseFourHexDigits() throws(JSONError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = current, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw error("expected four hexadecimal digits, found \(found)")
      }
      value = value << 4 | UInt32(digit)
      offset += 1
    }
    return value
  }

  mutating func skipWhitespace() {
    while let byte = current {
      switch byte {
      case 0x0A:
        offset += 1
        line += 1
        lineStart = offset
      case 0x20, 0x09, 0x0D: offset += 1
      default: return
      }
    }
  }

  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard current == UInt8(ascii: character) else { return false }
    offset += 1
    return true
  }

  func isDigit(_ byte: UInt8?) -> Bool { byte.map { (0x30...0x39).contains($0) } ?? false }

  /// The byte at the cursor, in words for a message.
  var found: String {
    guard let byte = current else { return "the end of the text" }
    return (0x21..<0x7F).contains(byte) ? "'\(Character(Unicode.Scalar(byte)))'" : "byte \(byte)"
  }

  func error(_ message: String) -> JSONError { JSONError(message, at: position) }
}
