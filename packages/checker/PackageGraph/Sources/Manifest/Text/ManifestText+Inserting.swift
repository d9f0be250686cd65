extension ManifestText {
  /// Returns the text with one more value behind an element: on a line of its own, indented as the element is, where the element's line
  /// ends with it, and else beside it. Commas are added where needed.
  ///
  /// - Parameter value: The text to insert, without a comma: `.target(name: "A")`. Its further lines get the element's indentation as well.
  public func inserting(_ value: String, after element: Element) -> [UInt8] { inserting(value, behind: element.range) }

  /// Returns the text with one more value behind another, likewise.
  ///
  /// - Parameter isInline: Whether it stands beside the other also where the line ends there, unless a comment does.
  func inserting(_ value: String, behind range: Range<Int>, isInline: Bool = false) -> [UInt8] {
    var end = range.upperBound
    let comma = skipSpaces(from: end, acrossLines: true)
    let hasComma = comma < bytes.count && bytes[comma] == UInt8(ascii: ",")
    if hasComma { end = comma + 1 }
    let lineEnd = skipSpaces(from: end, acrossLines: false)
    let commentEnd = bytes[end..<lineEnd].lastIndex { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }.map { $0 + 1 } ?? end
    let isLast = (lineEnd == bytes.count || Self.isNewline(bytes[lineEnd])) && (!isInline || commentEnd > end)
    if !isLast, !hasComma { return Array(bytes[..<commentEnd]) + Array(", \(value)".utf8) + bytes[commentEnd...] }

    var result = Array(bytes[..<range.upperBound])
    if !hasComma { result.append(UInt8(ascii: ",")) }
    if isLast {
      // A comment at the line's end is the element's.
      result += bytes[range.upperBound..<lineEnd]
      let indentation = indentation(at: range.lowerBound)
      for line in value.split(separator: "\n", omittingEmptySubsequences: false) {
        result += newline
        if !line.isEmpty { result += indentation + Array(line.utf8) }
      }
      if hasComma { result.append(UInt8(ascii: ",")) }
      return result + bytes[lineEnd...]
    }
    result += bytes[range.upperBound..<end]
    return result + Array(" \(value),".utf8) + bytes[end...]
  }

  /// The place of the first byte from `start` on that is in no comment and no space; line ends are none either, if asked for.
  func skipSpaces(from start: Int, acrossLines: Bool) -> Int {
    bytes.withUnsafeBufferPointer { bytes in
      var lexer = ManifestLexer(bytes)
      lexer.offset = start
      while lexer.offset < bytes.count {
        switch lexer.byte() {
        case UInt8(ascii: " "), UInt8(ascii: "\t"): lexer.offset += 1
        case UInt8(ascii: "\n") where acrossLines, UInt8(ascii: "\r") where acrossLines: lexer.offset += 1
        case UInt8(ascii: "/") where lexer.byte(1) == UInt8(ascii: "/"): lexer.skipLineComment()
        case UInt8(ascii: "/") where lexer.byte(1) == UInt8(ascii: "*"):
          // The text was understood, so that its comments end.
          try? lexer.skipBlockComment()
        default: return lexer.offset
        }
      }
      return bytes.count
    }
  }

  /// The spaces and tabs at the beginning of the line that holds a byte.
  func indentation(at offset: Int) -> [UInt8] {
    var start = offset
    while start > 0, !Self.isNewline(bytes[start - 1]) { start -= 1 }
    return Array(bytes[start...].prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") })
  }

  /// The text's own line end.
  var newline: [UInt8] {
    guard let first = bytes.firstIndex(where: Self.isNewline) else { return [UInt8(ascii: "\n")] }
    return bytes[first...].starts(with: [UInt8(ascii: "\r"), UInt8(ascii: "\n")]) ? [UInt8(ascii: "\r"), UInt8(ascii: "\n")] : [bytes[first]]
  }

  static func isNewline(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }
}
