extension Lexer {
  /// Skips the operator that a `/` stands in, with the regular expression literal that this `/` begins if it does (SE-0354). Which it is
  /// depends on what stands around the operator, as in the compiler's lexer.
  mutating func skipOperatorOrRegex() {
    let slash = at
    var start = slash
    while start > floor, source[start - 1].isOperator { start -= 1 }
    var end = slash
    while end < count, source[end].isOperator, end == slash || !beginsComment(end) { end += 1 }
    at = end
    if readsBareRegex, !isBoundLeft(start), isExpressionExpected(operator: start..<end), let regexEnd = endOfRegex(slash: slash) { at = regexEnd }
    floor = at
  }

  private func beginsComment(_ offset: Int) -> Bool {
    source[offset] == .ascii("/") && (byte(offset + 1) == .ascii("/") || byte(offset + 1) == .ascii("*"))
  }

  /// Whether what stands before an operator touches it, so that it is a postfix or binary operator.
  func isBoundLeft(_ offset: Int) -> Bool {
    if offset == 0 || offset == comments.end || isBlank(source[offset - 1]) { return false }
    switch source[offset - 1] {
    case .ascii("("), .ascii("["), .ascii("{"), .ascii(","), .ascii(";"), .ascii(":"): return false
    case 0xA0: return !(offset > 1 && source[offset - 2] == 0xC2)
    default: return true
    }
  }

  func isBoundRight(_ offset: Int) -> Bool {
    if offset >= count || isBlank(source[offset]) || beginsComment(offset) { return false }
    switch source[offset] {
    case .ascii(")"), .ascii("]"), .ascii("}"), .ascii(","), .ascii(";"), .ascii(":"): return false
    case 0xC2: return byte(offset + 1) != 0xA0
    default: return true
    }
  }

  /// Whether an expression, and so a literal, can begin at an operator that is not bound on its left.
  private func isExpressionExpected(operator range: Range<Int>) -> Bool {
    let end = endOfTokenBefore(range.lowerBound)
    guard end > 0 else { return true }
    let last = source[end - 1]
    if isWord(last) {
      var start = end
      while start > 0, isWord(source[start - 1]) { start -= 1 }
      let word = string(start..<end)
      if word == "func" || word == "operator" { return false }
      if isBoundRight(range.upperBound) { return true }
      return Keyword.precedesExpression(word) && (start == 0 || source[start - 1] != .ascii("."))
    }
    if isBoundRight(range.upperBound) { return true }
    switch last {
    case .ascii("("), .ascii("["), .ascii("{"), .ascii(","), .ascii(";"): return true
    case .ascii(":"): return end < 2 || source[end - 2] != .ascii(":")
    default:
      // Another operator: after a binary one comes an expression, after a postfix one does not.
      guard end != comments.end, end != floor, last.isOperator else { return false }
      var start = end
      while start > 0, source[start - 1].isOperator { start -= 1 }
      return !isBoundLeft(start) && !(end - start == 2 && matches("->", at: start))
    }
  }

  /// The end of the bare regular expression literal that begins at `slash`; `nil` if what follows is none.
  private mutating func endOfRegex(slash: Int) -> Int? {
    switch byte(slash + 1) {
    case .ascii(" "), .ascii("\t"), .ascii("*"), .ascii("/"): return nil
    default: break
    }
    var index = slash + 1
    var groups = 0
    var classes = 0
    var braces = 0
    var isDoubtful = false
    var endsInSpace = false
    while index < count, !source[index].isNewline {
      let byte = source[index]
      index += 1
      let followsSpace = endsInSpace
      endsInSpace = false
      switch byte {
      case .ascii("/"):
        if followsSpace || self.byte(index) == .ascii("/") || self.byte(index) == .ascii("*") { return nil }
        if isDoubtful { hasDoubtfulRegex = true }
        return index
      case .ascii("\\"):
        guard index < count, !source[index].isNewline else { return nil }
        index += 1
      case .ascii("(") where classes == 0: groups += 1
      case .ascii(")") where classes == 0:
        if groups == 0 { return nil }
        groups -= 1
      case .ascii("{") where classes == 0: braces += 1
      case .ascii("}") where classes == 0:
        if braces == 0 { isDoubtful = true } else { braces -= 1 }
      case .ascii("["): classes += 1
      case .ascii("]"): classes -= classes > 0 ? 1 : 0
      case .ascii(" "), .ascii("\t"): endsInSpace = true
      default: break
      }
    }
    return nil
  }
}
