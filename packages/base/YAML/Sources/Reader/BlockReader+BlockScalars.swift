extension BlockReader {
  private enum Chomping { case clip, strip, keep }

  /// Reads a block scalar (section 8.1), behind `|` or `>`, whose lines are indented further than `column`.
  mutating func blockScalar(within column: Int) throws(YAMLError) -> YAML {
    let position = text.position
    let isFolded = text.byte == UInt8(ascii: ">")
    text.column += 1
    let (chomping, extra) = try header()
    let indent: Int
    if let extra { indent = column + extra } else { indent = try detectIndent(below: column) }
    var content: [[UInt8]] = []
    var blanks = 0
    var isEnded = true
    var result: [UInt8] = []
    while text.line < text.lines.count {
      let spaces = text.text(from: 0).prefix { $0 == UInt8(ascii: " ") }.count
      let isBlank = text[text.line, spaces] == nil
      if isBlank && spaces <= indent {
        blanks += text.lines[text.line].isEnded ? 1 : 0
      } else if spaces >= indent {
        let line = Array(text.text(from: indent))
        result += Self.gap(after: content.last, before: line, blanks: blanks, isFolded: isFolded)
        result += line
        content.append(line)
        blanks = 0
        isEnded = text.lines[text.line].isEnded
      } else {
        break
      }
      text.nextLine()
    }
    switch chomping {
    case .strip: break
    case .clip: if !content.isEmpty && isEnded { result.append(0x0A) }
    case .keep: result += Array(repeating: 0x0A, count: blanks + (!content.isEmpty && isEnded ? 1 : 0))
    }
    return YAML(.string(String(decoding: result, as: UTF8.self)), position: position)
  }

  /// Returns the bytes between two lines: in a folded text a line feed is a space, unless one of the lines is indented further.
  private static func gap(after last: [UInt8]?, before line: [UInt8], blanks: Int, isFolded: Bool) -> [UInt8] {
    guard let last else { return Array(repeating: 0x0A, count: blanks) }
    let isFurther = [last, line].contains { $0.first == UInt8(ascii: " ") || $0.first == UInt8(ascii: "\t") }
    if !isFolded || isFurther { return Array(repeating: 0x0A, count: blanks + 1) }
    return blanks == 0 ? [UInt8(ascii: " ")] : Array(repeating: 0x0A, count: blanks)
  }

  private mutating func header() throws(YAMLError) -> (Chomping, indent: Int?) {
    var chomping: Chomping?
    var indent: Int?
    while let byte = text.byte, byte != UInt8(ascii: " ") {
      switch byte {
      case UInt8(ascii: "-") where chomping == nil: chomping = .strip
      case UInt8(ascii: "+") where chomping == nil: chomping = .keep
      case UInt8(ascii: "1")...UInt8(ascii: "9") where indent == nil: indent = Int(byte - UInt8(ascii: "0"))
      default: throw text.error("expected the line to end behind | or >, or one of - + 1…9")
      }
      text.column += 1
    }
    text.skipSpaces()
    if text.byte != nil && text.byte != UInt8(ascii: "#") { throw text.error("expected the line to end here; the text begins on the next one") }
    text.nextLine()
    return (chomping ?? .clip, indent)
  }

  /// Returns the indentation of the first line that is not blank, or of the longest blank line where there is none.
  private func detectIndent(below column: Int) throws(YAMLError) -> Int {
    var longest = column + 1
    for line in text.lines.indices[min(text.line, text.lines.count)...] {
      let range = text.lines[line]
      let spaces = text.bytes[range.start..<range.end].prefix { $0 == UInt8(ascii: " ") }.count
      if range.start + spaces < range.end {
        if spaces <= column { break }
        if longest > spaces && longest > column + 1 {
          throw YAMLError("this blank line above the text is further to the right than the text", at: YAMLPosition(line: line, column: 1))
        }
        return spaces
      }
      longest = max(longest, spaces)
    }
    return longest
  }
}
