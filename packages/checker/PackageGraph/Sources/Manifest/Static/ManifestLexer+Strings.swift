extension ManifestLexer {
  /// A string literal: plain, raw with any number of `#`, multi-line. With interpolation it is not understood.
  mutating func string() throws(NotUnderstood) -> String {
    var pounds = 0
    while byte(pounds) == UInt8(ascii: "#") { pounds += 1 }
    offset += pounds
    guard byte() == UInt8(ascii: "\"") else { throw NotUnderstood() }
    if byte(1) == UInt8(ascii: "\""), byte(2) == UInt8(ascii: "\"") {
      offset += 3
      return try multilineString(pounds)
    }
    offset += 1
    if pounds == 0, let text = plainString() { return text }
    var text: [UInt8] = []
    while !isAtDelimiter(quotes: 1, pounds) { try appendCharacter(to: &text, pounds) }
    offset += 1 + pounds
    return String(decoding: text, as: UTF8.self)
  }

  /// The text up to the closing quote, as most strings are: without an escape or a control character.
  private mutating func plainString() -> String? {
    let start = offset
    var end = offset
    while end < bytes.count, bytes[end] >= 0x20, bytes[end] != UInt8(ascii: "\"") {
      if bytes[end] == UInt8(ascii: "\\") { return nil }
      end += 1
    }
    guard end < bytes.count, bytes[end] == UInt8(ascii: "\"") else { return nil }
    offset = end + 1
    return text(from: start, to: end)
  }

  /// The lines between the opening quotes and the closing ones, without the closing line's indentation.
  private mutating func multilineString(_ pounds: Int) throws(NotUnderstood) -> String {
    guard skipNewline() else { throw NotUnderstood() }
    let indentation = try closingIndentation(pounds)
    var text: [UInt8] = []
    var joinsNext = false
    var isFirst = true
    while true {
      let lineStart = offset
      while byte() == UInt8(ascii: " ") || byte() == UInt8(ascii: "\t") { offset += 1 }
      if isAtDelimiter(quotes: 3, pounds) { break }
      if !joinsNext, !isFirst { text.append(UInt8(ascii: "\n")) }
      (joinsNext, isFirst) = (false, false)
      // An empty line needs no indentation; one of spaces does.
      let isEmpty = offset == lineStart && (byte() == UInt8(ascii: "\n") || byte() == UInt8(ascii: "\r"))
      let isIndented = offset - lineStart >= indentation.count && bytes[lineStart..<lineStart + indentation.count].elementsEqual(indentation)
      guard isEmpty || isIndented else { throw NotUnderstood() }
      if isIndented { offset = lineStart + indentation.count }
      while !skipNewline() {
        if skipEscapedNewline(pounds) {
          joinsNext = true
          break
        }
        if isAtDelimiter(quotes: 3, pounds) { throw NotUnderstood() }
        try appendCharacter(to: &text, pounds)
      }
    }
    // The line before the closing quotes cannot escape its end: there is nothing to join it to.
    if joinsNext { throw NotUnderstood() }
    offset += 3 + pounds
    return String(decoding: text, as: UTF8.self)
  }

  /// The white space before the closing quotes: the first line that begins with quotes ends the literal.
  private func closingIndentation(_ pounds: Int) throws(NotUnderstood) -> UnsafeBufferPointer<UInt8>.SubSequence {
    var ahead = self
    while ahead.offset < bytes.count {
      let lineStart = ahead.offset
      while ahead.byte() == UInt8(ascii: " ") || ahead.byte() == UInt8(ascii: "\t") { ahead.offset += 1 }
      if ahead.isAtDelimiter(quotes: 3, pounds) { return bytes[lineStart..<ahead.offset] }
      while ahead.offset < bytes.count, !ahead.skipNewline() { ahead.offset += 1 }
    }
    throw NotUnderstood()
  }

  func isAtDelimiter(quotes: Int, _ pounds: Int) -> Bool {
    for index in 0..<quotes where byte(index) != UInt8(ascii: "\"") { return false }
    for index in quotes..<quotes + pounds where byte(index) != UInt8(ascii: "#") { return false }
    return true
  }

  private mutating func skipNewline() -> Bool {
    switch (byte(), byte(1)) {
    case (UInt8(ascii: "\r"), UInt8(ascii: "\n")): offset += 2
    case (UInt8(ascii: "\n"), _), (UInt8(ascii: "\r"), _): offset += 1
    default: return false
    }
    return true
  }

  func isAtEscape(_ pounds: Int) -> Bool {
    guard byte() == UInt8(ascii: "\\") else { return false }
    for index in 0..<pounds where byte(1 + index) != UInt8(ascii: "#") { return false }
    return true
  }

  /// `\`, white space and the line's end: the next line goes on with this one.
  private mutating func skipEscapedNewline(_ pounds: Int) -> Bool {
    guard isAtEscape(pounds) else { return false }
    var ahead = self
    ahead.offset += 1 + pounds
    while ahead.byte() == UInt8(ascii: " ") || ahead.byte() == UInt8(ascii: "\t") { ahead.offset += 1 }
    guard ahead.skipNewline() else { return false }
    offset = ahead.offset
    return true
  }

  private mutating func appendCharacter(to text: inout [UInt8], _ pounds: Int) throws(NotUnderstood) {
    guard isAtEscape(pounds) else {
      // Control characters, line ends among them, and the end of the text (0).
      if byte() < 0x20, byte() != UInt8(ascii: "\t") { throw NotUnderstood() }
      text.append(byte())
      offset += 1
      return
    }
    offset += 1 + pounds
    let escaped = byte()
    offset += 1
    switch Unicode.Scalar(escaped) {
    case "\\", "\"", "'": text.append(escaped)
    case "n": text.append(0x0A)
    case "r": text.append(0x0D)
    case "t": text.append(0x09)
    case "u": try appendScalar(to: &text)
    default: throw NotUnderstood()
    }
  }

  /// `{1F6A2}` of `\u{1F6A2}`.
  private mutating func appendScalar(to text: inout [UInt8]) throws(NotUnderstood) {
    guard byte() == UInt8(ascii: "{") else { throw NotUnderstood() }
    offset += 1
    let start = offset
    while byte() != UInt8(ascii: "}"), offset - start <= 8 { offset += 1 }
    guard byte() == UInt8(ascii: "}"), offset - start <= 8, bytes[start] != UInt8(ascii: "+"), bytes[start] != UInt8(ascii: "-"),
      let value = UInt32(self.text(from: start, to: offset), radix: 16), value > 0, let scalar = Unicode.Scalar(value)
    else { throw NotUnderstood() }
    offset += 1
    text += Array(String(scalar).utf8)
  }
}
