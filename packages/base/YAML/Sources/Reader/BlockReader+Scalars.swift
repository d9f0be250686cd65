extension BlockReader {
  /// Reads a plain or quoted scalar on one line; a plain one ends before `: `, ` #` and the line's end, in brackets also before `,[]{}`.
  mutating func scalar(isInBrackets: Bool) throws(YAMLError) -> (text: String, isQuoted: Bool) {
    switch text.byte {
    case UInt8(ascii: "\""): return (try doubleQuoted(), true)
    case UInt8(ascii: "'"): return (try singleQuoted(), true)
    default: return (try plain(isInBrackets: isInBrackets), false)
    }
  }

  private mutating func plain(isInBrackets: Bool) throws(YAMLError) -> String {
    try checkFirst(isInBrackets: isInBrackets)
    let start = text.column
    var end = start
    while let byte = text.byte {
      if byte == UInt8(ascii: ":") {
        let next = text[text.line, text.column + 1]
        if Self.isGap(next) || (isInBrackets && Self.isBracketOrComma(next)) { break }
      }
      if isInBrackets && Self.isBracketOrComma(byte) { break }
      if isInBrackets && byte == UInt8(ascii: "?") { throw text.error("some readers take this ? for a key's; put the value into quotes") }
      if byte == UInt8(ascii: "#") && text.column > end { break }
      if byte == UInt8(ascii: "\t") { throw text.error("expected spaces, found a tab; put the value into quotes if it is meant") }
      text.column += 1
      if byte != UInt8(ascii: " ") { end = text.column }
    }
    text.column = end
    return String(decoding: text.text(from: start, to: end), as: UTF8.self)
  }

  private func checkFirst(isInBrackets: Bool) throws(YAMLError) {
    guard let first = text.byte else { throw text.error("expected a value, found the end of the line") }
    switch first {
    case UInt8(ascii: "&"), UInt8(ascii: "*"): throw text.error("anchors and aliases are not read here; write the value out, or put it into quotes")
    case UInt8(ascii: "!"): throw text.error("tags are not read here; put the value into quotes if \"!\" is meant")
    case UInt8(ascii: "@"), UInt8(ascii: "`"), UInt8(ascii: "%"), UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: "#"),
      UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "|"), UInt8(ascii: ">"):
      throw text.error("no value begins with \"\(Character(Unicode.Scalar(first)))\" here; put it into quotes")
    case UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: ":"):
      let next = text[text.line, text.column + 1]
      if Self.isGap(next) || (isInBrackets && (Self.isBracketOrComma(next) || first == UInt8(ascii: ":"))) {
        throw text.error("no value begins with \"\(Character(Unicode.Scalar(first)))\" here; put it into quotes")
      }
    default: break
    }
    if first == UInt8(ascii: "<"), text.text(from: text.column).starts(with: "<<".utf8),
      Self.isGap(text[text.line, text.column + 2]) || text[text.line, text.column + 2] == UInt8(ascii: ":")
    {
      throw text.error("merge keys (<<) are not read here; write the entries out")
    }
  }

  static func isBracketOrComma(_ byte: UInt8?) -> Bool {
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"): true
    default: false
    }
  }

  private mutating func singleQuoted() throws(YAMLError) -> String {
    let start = text.position
    var value: [UInt8] = []
    text.column += 1
    while let byte = text.byte {
      text.column += 1
      if byte == UInt8(ascii: "'") {
        if text.byte != UInt8(ascii: "'") { return String(decoding: value, as: UTF8.self) }
        text.column += 1
      }
      value.append(byte)
    }
    throw YAMLError("expected a ' that ends this value on the same line", at: start)
  }

  private mutating func doubleQuoted() throws(YAMLError) -> String {
    let start = text.position
    var value: [UInt8] = []
    text.column += 1
    while let byte = text.byte {
      text.column += 1
      if byte == UInt8(ascii: "\"") { return String(decoding: value, as: UTF8.self) }
      if byte == UInt8(ascii: "\\") {
        text.column -= 1
        value += String(try escape()).utf8
      } else {
        value.append(byte)
      }
    }
    throw YAMLError("expected a \" that ends this value on the same line", at: start)
  }

  /// Reads an escape sequence (section 5.7).
  private mutating func escape() throws(YAMLError) -> Character {
    let place = text.position
    let letter = text[text.line, text.column + 1]
    text.column += 2
    let length: Int
    switch letter {
    case UInt8(ascii: "0"): return "\0"
    case UInt8(ascii: "a"): return "\u{7}"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "v"): return "\u{B}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "e"): return "\u{1B}"
    case UInt8(ascii: " "): return " "
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "N"): return "\u{85}"
    case UInt8(ascii: "_"): return "\u{A0}"
    case UInt8(ascii: "L"): return "\u{2028}"
    case UInt8(ascii: "P"): return "\u{2029}"
    case UInt8(ascii: "x"): length = 2
    case UInt8(ascii: "u"): length = 4
    case UInt8(ascii: "U"): length = 8
    default: throw YAMLError("there is no such escape; a backslash itself is \\\\, or stands in 'single quotes'", at: place)
    }
    let digits = text.text(from: text.column).prefix(length)
    guard digits.count == length, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
      let scalar = UInt32(String(decoding: digits, as: UTF8.self), radix: 16).flatMap(Unicode.Scalar.init)
    else { throw YAMLError("expected \(length) hexadecimal digits that are a character", at: place) }
    text.column += length
    return Character(scalar)
  }
}
