/// The style in which a finding quotes text.
enum NormalisedStyle {
  /// White space stays where it parts two words, and after a comma or colon.
  case attribute
  /// A run of white space or comments is one space, left out just inside parentheses and before a comma.
  case condition
}

extension Lexer {
  /// The text of a range without comments and needless white space; what is longer than anyone reads is cut.
  func text(_ range: Range<Int>, style: NormalisedStyle) -> String {
    var reader = Lexer(source, count: range.upperBound)
    reader.at = range.lowerBound
    var bytes: [UInt8] = []
    var hasSpace = false
    while reader.at < reader.count {
      let start = reader.at
      let byte = source[start]
      if isBlank(byte) {
        reader.at += 1
        hasSpace = true
        continue
      }
      if byte == .ascii("/"), reader.skipComment() {
        hasSpace = true
        continue
      }
      if byte == .ascii("\"") { reader.skipString(pounds: 0) } else { reader.at += 1 }
      if hasSpace, let last = bytes.last, keepsSpace(between: last, and: byte, style) { bytes.append(.ascii(" ")) }
      hasSpace = false
      bytes.append(contentsOf: UnsafeBufferPointer(start: source + start, count: reader.at - start))
      if bytes.count > ConditionStack.longestText { return String(decoding: bytes.prefix(ConditionStack.longestText), as: UTF8.self) + "…" }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func keepsSpace(between last: UInt8, and next: UInt8, _ style: NormalisedStyle) -> Bool {
    switch style {
    case .condition: last != .ascii("(") && next != .ascii(")") && next != .ascii(",")
    case .attribute: (isWordLike(last) && isWordLike(next)) || last == .ascii(",") || last == .ascii(":")
    }
  }

  private func isWordLike(_ byte: UInt8) -> Bool {
    isWord(byte) || byte >= 0x80 || byte == .ascii("\"") || byte == .ascii("`")
  }
}
