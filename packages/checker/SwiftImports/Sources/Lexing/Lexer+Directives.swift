extension Lexer {
  /// Reads the directive whose name, after its `#`, is `word`; false if it is none that concerns conditions.
  mutating func lexDirective(_ word: Range<Int>) -> Bool {
    switch word.count {
    case 2 where matches("if", at: word.lowerBound):
      at = word.upperBound
      let condition = lexCondition()
      conditions.open(condition, outer: scope.enterBlock())
    case 4 where matches("else", at: word.lowerBound):
      at = word.upperBound
      startBranch()
      // `#else if` is a mistake that the compiler reads as `#elseif`.
      while byte(at) == .ascii(" ") || byte(at) == .ascii("\t") { at += 1 }
      if matches("if", at: at), endOfIdentifier(from: at) == at + 2 {
        at += 2
        conditions.next(lexCondition())
      }
    case 6 where matches("elseif", at: word.lowerBound):
      at = word.upperBound
      startBranch()
      conditions.next(lexCondition())
    case 5 where matches("endif", at: word.lowerBound):
      at = word.upperBound
      if let outer = conditions.close() {
        scope.leaveBlock(outer: outer)
        if scope.isFile { prefix.dropOpenAttribute() }
      }
    default: return false
    }
    floor = at
    isAfterDot = false
    return true
  }

  private mutating func startBranch() {
    guard !conditions.isEmpty else { return }
    conditions.negate()
    scope.restartBlock()
    if scope.isFile { prefix.dropOpenAttribute() }
  }

  mutating func surroundings() -> ConditionStack.Surroundings {
    if conditions.isEmpty { return ConditionStack.Surroundings() }
    let reader = Lexer(source, count: count)
    return conditions.surroundings { reader.text($0, style: .condition) }
  }

  /// Returns the mention of a module whose name begins at an offset.
  mutating func mention(of module: String, at offset: Int) -> ModuleMention {
    let around = surroundings()
    return ModuleMention(module: module, condition: around.text, isNeverBuilt: around.isNeverBuilt, position: lines.position(of: offset))
  }

  /// Passes a condition, which ends with its line unless that ends in parentheses, and notes the modules that it asks about.
  private mutating func lexCondition() -> Range<Int> {
    let start = at
    var end: Int?
    var depth = 0
    var firstNewline: Int?
    var modules: [Range<Int>] = []
    scan: while at < count, end == nil {
      let byte = source[at]
      switch byte {
      case 0x0A, 0x0D:
        if depth == 0 { break scan }
        firstNewline = firstNewline ?? at
        at += 1
      case .ascii("/"):
        let comment = at
        if !skipComment() { at += 1 } else if depth == 0, containsNewline(comment..<at) { end = comment }
      case .ascii("("):
        depth += 1
        at += 1
      case .ascii(")"):
        depth -= 1
        at += 1
      case .ascii("\"") where self.byte(at + 1) != byte || self.byte(at + 2) != byte: skipString(pounds: 0)
      case .ascii("#"), .ascii("{"), .ascii("}"), .ascii(";"), .ascii("\""): break scan
      default:
        guard isWord(byte) else {
          at += 1
          continue
        }
        let word = at
        at = endOfIdentifier(from: at)
        if at - word == 6, depth == 0, matches("import", at: word) {
          at = word
          break scan
        }
        guard at - word == 9, matches("canImport", at: word) else { continue }
        while self.byte(at) == .ascii(" ") || self.byte(at) == .ascii("\t") { at += 1 }
        guard self.byte(at) == .ascii("(") else { continue }
        depth += 1
        at += 1
        skipTrivia()
        let name = at
        if lexName() != nil { modules.append(name..<at) }
      }
    }
    // Parentheses that nothing closes: the condition is its first line, and the rest is read again.
    if depth > 0, let firstNewline { at = firstNewline }
    let condition = start..<(end ?? at)
    for module in modules where module.lowerBound < condition.upperBound { noteCanImport(module) }
    return condition
  }

  private mutating func noteCanImport(_ name: Range<Int>) {
    let isEscaped = source[name.lowerBound] == .ascii("`")
    let module = string(isEscaped ? name.lowerBound + 1..<name.upperBound - 1 : name)
    found.canImports.append(mention(of: module, at: name.lowerBound))
  }
}
