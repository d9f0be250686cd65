/// A lexer of Swift source text that knows at every byte whether it is at file scope.
///
/// At file scope every token is examined; inside brackets only what opens, closes or hides something. All state that input can deepen
/// (braces, `#if` blocks, strings in interpolations in strings) is in arrays, never on the call stack.
struct Lexer {
  let source: UnsafePointer<UInt8>
  let count: Int
  private let classes = LexicalClass.table
  /// The offset of the next byte to look at.
  var at = 0
  /// The offset just after the last comment or literal: looking backwards for an operator's start stops here.
  var floor = 0
  var found = SourceImports()
  var lines: LineCounter
  /// The offsets of conflict markers. An import is complete only after the text behind it has been examined, so that markers can precede it
  /// here.
  var conflicts: [Int] = []
  var scope = Scope()
  var prefix = DeclarationPrefix()
  var conditions = ConditionStack()
  var comments = CommentRun()
  var memory = FailedSearches()
  /// Whether the last token, on this line, was a lone `.`: what follows is a member's name.
  var isAfterDot = false
  /// Whether `/…/` may be a literal, as in Swift 6.
  var readsBareRegex = true
  /// Whether a literal was passed over that closes a brace it does not open: to an earlier Swift it may have been two operators, with the
  /// end of a block between them.
  var hasDoubtfulRegex = false

  init(_ source: UnsafePointer<UInt8>, count: Int) {
    self.source = source
    self.count = count
    lines = LineCounter(source)
  }

  /// The byte at an offset; NUL beyond the end, as the compiler's buffer has it.
  @inline(__always)
  func byte(_ offset: Int) -> UInt8 { offset < count ? source[offset] : 0 }

  @inline(__always)
  func lexicalClass(_ byte: UInt8) -> UInt8 { classes[Int(byte)] }

  /// Whether an ASCII identifier can contain this byte.
  @inline(__always)
  func isWord(_ byte: UInt8) -> Bool { lexicalClass(byte) == LexicalClass.word }

  /// Whether `text` stands at `offset`.
  func matches(_ text: StaticString, at offset: Int) -> Bool {
    guard offset >= 0, offset + text.utf8CodeUnitCount <= count else { return false }
    for index in 0..<text.utf8CodeUnitCount where source[offset + index] != text.utf8Start[index] { return false }
    return true
  }

  func isLineStart(_ offset: Int) -> Bool { offset == 0 || source[offset - 1].isNewline }

  /// Lexes the tokens that start at or before the offset `last`.
  mutating func run(through last: Int) {
    skipByteOrderMark()
    if matches("#!", at: at) { skipToEndOfLine() }
    while at <= last {
      if scope.isFile {
        lexAtFileScope()
      } else {
        var next = at
        while next <= last, lexicalClass(source[next]) < LexicalClass.special { next += 1 }
        at = next
        if at <= last { lexSpecial() }
      }
    }
    var lines = LineCounter(source)
    found.conflictMarkers = conflicts.map { lines.position(of: $0) }
  }

  /// Lexes imports with what is around them, up to the first token of other code; returns whether there is none.
  mutating func skipImports() -> Bool {
    skipByteOrderMark()
    if matches("#!", at: at) { skipToEndOfLine() }
    while true {
      skipTrivia()
      let start = at
      guard at < count else { return true }
      switch byte(at) {
      case .ascii(";"): at += 1
      case .ascii("@"):
        lexAttribute()
        while at < count, !scope.isFile { lexSpecialOrSkip() }
      case .ascii("#"):
        if !lexDirective(at + 1..<endOfIdentifier(from: at + 1)) { return false }
      default:
        at = endOfIdentifier(from: at)
        let before = found.imports.count
        if at - start == 6, matches("import", at: start) {
          lexImport()
          if found.imports.count == before { return false }
        } else if at == start || Import.AccessLevel(rawValue: string(start..<at)) == nil {
          return false
        }
      }
    }
  }

  private mutating func lexSpecialOrSkip() {
    if lexicalClass(source[at]) < LexicalClass.special { at += 1 } else { lexSpecial() }
  }

  private mutating func lexAtFileScope() {
    let byte = source[at]
    switch lexicalClass(byte) {
    case LexicalClass.space: at += 1
    case LexicalClass.newline:
      at += 1
      isAfterDot = false
    case LexicalClass.word: lexWord()
    case LexicalClass.high: lexHigh()
    case LexicalClass.special: lexSpecial()
    default:
      if byte == .ascii("@") {
        lexAttribute()
      } else {
        isAfterDot = byte == .ascii(".") && self.byte(at + 1) != byte && (at == 0 || source[at - 1] != byte)
        prefix.clear()
        at += 1
      }
    }
  }

  /// A token that begins with a byte beyond ASCII: an identifier, or something that is skipped.
  private mutating func lexHigh() {
    let end = endOfIdentifier(from: at)
    if end > at {
      at = end
      prefix.clear()
      isAfterDot = false
    } else {
      at += lengthOfCharacter(at: at)
    }
  }

  private mutating func lexWord() {
    let start = at
    at = endOfIdentifier(from: at)
    let isMember = isAfterDot
    isAfterDot = false
    switch at - start {
    case 6 where !isMember && matches("import", at: start): lexImport()
    case 6...11 where !isMember: prefix.note(modifier(start..<at))
    default: prefix.clear()
    }
  }

  private func modifier(_ word: Range<Int>) -> Import.AccessLevel? {
    switch source[word.lowerBound] {
    case .ascii("p"), .ascii("i"), .ascii("f"):
      let level = Import.AccessLevel(rawValue: string(word))
      // `package` is a keyword only where a declaration can begin.
      return level != .package || !prefix.isEmpty || beginsStatement(word.lowerBound) ? level : nil
    default: return nil
    }
  }

  private func beginsStatement(_ offset: Int) -> Bool {
    var start = offset
    while start > floor, source[start - 1] == .ascii(" ") || source[start - 1] == .ascii("\t") { start -= 1 }
    return start == floor || isLineStart(start) || source[start - 1] == .ascii(";")
  }

  /// A token that begins with a byte of the class `special`, anywhere.
  private mutating func lexSpecial() {
    let byte = source[at]
    switch byte {
    case .ascii("/"):
      if skipComment() { return }
      clearPrefixAtFileScope()
      skipOperatorOrRegex()
    case .ascii("#"): lexPound()
    case .ascii("<"), .ascii(">"):
      if skipConflict() { return }
      clearPrefixAtFileScope()
      if !skipPlaceholder() { at += 1 }
    case .ascii("\""), .ascii("'"):
      clearPrefixAtFileScope()
      skipString(pounds: 0)
    case .ascii("`"):
      clearPrefixAtFileScope()
      at = endOfEscapedIdentifier(from: at) ?? at + 1
      floor = at
    case .ascii("("), .ascii("["):
      if scope.isFile, prefix.openAttribute == nil { clearPrefixAtFileScope() }
      scope.openBracket()
      at += 1
    case .ascii(")"), .ascii("]"):
      scope.closeBracket()
      at += 1
      if scope.isFile { prefix.closeAttribute(at: at) }
    case .ascii("{"):
      clearPrefixAtFileScope()
      scope.openBrace()
      at += 1
    default:
      scope.closeBrace()
      at += 1
      clearPrefixAtFileScope()
    }
  }

  mutating func clearPrefixAtFileScope() {
    guard scope.isFile else { return }
    prefix.clear()
    isAfterDot = false
  }

  private mutating func lexPound() {
    var end = at
    while byte(end) == .ascii("#") { end += 1 }
    let pounds = end - at
    switch byte(end) {
    case .ascii("\""):
      clearPrefixAtFileScope()
      at = end
      skipString(pounds: pounds)
    case .ascii("/") where skipExtendedRegex(slash: end, pounds: pounds):
      clearPrefixAtFileScope()
    default:
      // `##if` is `#` and `#if`.
      at = end
      let word = end..<endOfIdentifier(from: end)
      if !lexDirective(word) {
        clearPrefixAtFileScope()
        at = word.upperBound
        if word.count == 13, matches("externalMacro", at: end) { noteExternalMacro() }
      }
    }
  }
}
