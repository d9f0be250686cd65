/// Code that is skipped is not read, but its end has to be found: past strings, what is interpolated in them, and comments.
extension ManifestLexer {
  /// Deeper nesting of strings in strings is not a manifest's.
  private static let maximumDepth = 8

  /// Skips what is in the brackets that open here.
  mutating func skipBlock(depth: Int = 0) throws(NotUnderstood) {
    if depth > Self.maximumDepth { throw NotUnderstood() }
    var closers: [UInt8] = []
    repeat {
      switch byte() {
      case UInt8(ascii: "{"): closers.append(UInt8(ascii: "}"))
      case UInt8(ascii: "("): closers.append(UInt8(ascii: ")"))
      case UInt8(ascii: "["): closers.append(UInt8(ascii: "]"))
      case UInt8(ascii: "}"), UInt8(ascii: ")"), UInt8(ascii: "]"):
        guard closers.popLast() == byte() else { throw NotUnderstood() }
      case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "/"):
        skipLineComment()
        continue
      case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "*"):
        try skipBlockComment()
        continue
      // A division, or a regular expression that holds whatever it likes.
      case UInt8(ascii: "/"): throw NotUnderstood()
      case UInt8(ascii: "#"), UInt8(ascii: "\""):
        if try skipString(depth) { continue }
      default:
        if offset >= bytes.count { throw NotUnderstood() }
      }
      offset += 1
    } while !closers.isEmpty
  }

  /// Skips a string literal of any kind; false where a `#` begins none.
  private mutating func skipString(_ depth: Int) throws(NotUnderstood) -> Bool {
    var pounds = 0
    while byte(pounds) == UInt8(ascii: "#") { pounds += 1 }
    if byte(pounds) == UInt8(ascii: "/") { throw NotUnderstood() }
    guard byte(pounds) == UInt8(ascii: "\"") else { return false }
    offset += pounds
    let quotes = byte(1) == UInt8(ascii: "\"") && byte(2) == UInt8(ascii: "\"") ? 3 : 1
    offset += quotes
    while !isAtDelimiter(quotes: quotes, pounds) {
      if offset >= bytes.count || (quotes == 1 && (byte() == UInt8(ascii: "\n") || byte() == UInt8(ascii: "\r"))) { throw NotUnderstood() }
      guard isAtEscape(pounds) else {
        offset += 1
        continue
      }
      offset += 1 + pounds
      if byte() == UInt8(ascii: "(") { try skipBlock(depth: depth + 1) } else { offset += 1 }
    }
    offset += quotes + pounds
    return true
  }
}
