/// The run of comments, with nothing but white space between them, that ends where the lexer last skipped one.
struct CommentRun {
  /// The end of the token before the run, and the end of its last comment.
  var start = 0
  var end = -1
}

/// Searches to the end of the text that found nothing, kept so that none is made twice: time stays linear.
struct FailedSearches {
  var conflictEnd = false
  var perforceEnd = false
  /// The offsets of the last closing `/##…` of an extended regular expression with at least `n` signs `#`, by `n`.
  var regexEnds: [Int]?
}

extension Lexer {
  /// Skips a `//` or `/* */` comment that starts here.
  mutating func skipComment() -> Bool {
    let start = at
    switch byte(at + 1) {
    case .ascii("/"): skipToEndOfLine()
    case .ascii("*"): at = endOfBlockComment(from: at)
    default: return false
    }
    noteComment(start..<at)
    return true
  }

  mutating func noteComment(_ range: Range<Int>) {
    var before = range.lowerBound
    while before > max(comments.end, 0), isBlank(source[before - 1]) { before -= 1 }
    if before != comments.end { comments.start = before }
    comments.end = range.upperBound
    floor = range.upperBound
    if isAfterDot, containsNewline(range) { isAfterDot = false }
  }

  func containsNewline(_ range: Range<Int>) -> Bool { range.contains { source[$0].isNewline } }

  func isBlank(_ byte: UInt8) -> Bool {
    let kind = lexicalClass(byte)
    return kind == LexicalClass.space || kind == LexicalClass.newline
  }

  /// The end of the token before `offset`: white space and comments are stepped over backwards.
  func endOfTokenBefore(_ offset: Int) -> Int {
    var end = offset
    while end > 0 {
      if end == comments.end {
        end = comments.start
      } else if isBlank(source[end - 1]) {
        end -= 1
      } else {
        break
      }
    }
    return end
  }

  private static var lineFeeds: SIMD16<UInt8> { SIMD16(repeating: 0x0A) }
  private static var carriageReturns: SIMD16<UInt8> { SIMD16(repeating: 0x0D) }

  mutating func skipToEndOfLine() {
    while at + 16 <= count {
      let bytes = UnsafeRawPointer(source + at).loadUnaligned(as: SIMD16<UInt8>.self)
      let newlines = (bytes .== Self.lineFeeds) .| (bytes .== Self.carriageReturns)
      let words = unsafeBitCast(newlines, to: SIMD2<UInt64>.self)
      if words[0] | words[1] != 0 { break }
      at += 16
    }
    while at < count, !source[at].isNewline { at += 1 }
  }

  /// Block comments nest; one that is not closed goes on to the end.
  func endOfBlockComment(from start: Int) -> Int {
    var depth = 1
    var index = start + 2
    while index < count {
      let byte = source[index]
      index += 1
      if byte == .ascii("*"), self.byte(index) == .ascii("/") {
        index += 1
        depth -= 1
        if depth == 0 { return index }
      } else if byte == .ascii("/"), self.byte(index) == .ascii("*") {
        index += 1
        depth += 1
      }
    }
    return count
  }

  mutating func skipByteOrderMark() {
    if matches("\u{FEFF}", at: at) { at += 3 }
  }

  /// Skips white space, comments, conflicts and characters that no token can begin with.
  mutating func skipTrivia() {
    while at < count {
      let byte = source[at]
      switch lexicalClass(byte) {
      case LexicalClass.space, LexicalClass.newline: at += 1
      case LexicalClass.special:
        if byte == .ascii("/"), skipComment() { continue }
        if byte == .ascii("<") || byte == .ascii(">"), skipConflict() { continue }
        return
      case LexicalClass.high:
        if endOfIdentifier(from: at) > at { return }
        at += lengthOfCharacter(at: at)
      default: return
      }
    }
  }
}
