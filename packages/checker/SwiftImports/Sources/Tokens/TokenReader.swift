/// A reader of tokens: it leaves strings, comments, regular expressions and conditions to `Lexer`.
struct TokenReader {
  private struct Found {
    var kind: SwiftToken.Kind
    var offset: Int
    var isAtFileScope: Bool
    var startsLine: Bool
  }

  private let source: UnsafePointer<UInt8>
  private var found: [Found] = []
  /// The interpolations still to be read. They are in a list, because input can nest them to any depth.
  private var open: [Range<Int>] = []
  private var startsLine = true

  init(_ source: UnsafePointer<UInt8>) { self.source = source }

  mutating func readAll(count: Int) {
    var lexer = Lexer(source, count: count)
    lexer.skipByteOrderMark()
    if lexer.matches("#!", at: lexer.at) { lexer.skipToEndOfLine() }
    read(&lexer, isFile: true)
    while let range = open.popLast() {
      var inner = Lexer(source, count: range.upperBound)
      inner.at = range.lowerBound
      inner.floor = range.lowerBound
      startsLine = false
      read(&inner, isFile: false)
    }
  }

  func tokens() -> [SwiftToken] {
    var lines = LineCounter(source)
    return found.sorted { $0.offset < $1.offset }.map { token in
      SwiftToken(
        kind: token.kind, position: lines.position(of: token.offset), isAtFileScope: token.isAtFileScope, startsLine: token.startsLine)
    }
  }

  private mutating func read(_ lexer: inout Lexer, isFile: Bool) {
    while lexer.at < lexer.count {
      let start = lexer.at
      let byte = source[start]
      switch lexer.lexicalClass(byte) {
      case LexicalClass.space: lexer.at += 1
      case LexicalClass.newline:
        lexer.at += 1
        startsLine = true
      case LexicalClass.word, LexicalClass.high:
        lexer.at = lexer.endOfIdentifier(from: start)
        if lexer.at > start {
          add(.word(lexer.string(start..<lexer.at)), start, lexer.scope.isFile && isFile)
        } else {
          lexer.at += lexer.lengthOfCharacter(at: start)
        }
      case LexicalClass.special: readSpecial(&lexer, isFile: isFile)
      default: addSign(&lexer, isFile: isFile)
      }
    }
  }

  private mutating func readSpecial(_ lexer: inout Lexer, isFile: Bool) {
    let start = lexer.at
    switch source[start] {
    case .ascii("/"):
      if lexer.skipComment() { return }
      lexer.skipOperatorOrRegex()
    case .ascii("#"): readPound(&lexer, isFile: isFile)
    case .ascii("<"), .ascii(">"):
      if lexer.skipConflict() || lexer.skipPlaceholder() { return }
      addSign(&lexer, isFile: isFile)
    case .ascii("\""), .ascii("'"): readString(&lexer, pounds: 0, from: start, isFile: isFile)
    case .ascii("`"):
      guard let end = lexer.endOfEscapedIdentifier(from: start) else {
        lexer.at += 1
        return
      }
      lexer.at = end
      lexer.floor = end
      add(.word(lexer.string(start + 1..<end - 1)), start, lexer.scope.isFile && isFile)
    case .ascii("("), .ascii("["):
      addSign(&lexer, isFile: isFile)
      lexer.scope.openBracket()
    case .ascii("{"):
      addSign(&lexer, isFile: isFile)
      lexer.scope.openBrace()
    case .ascii(")"), .ascii("]"):
      lexer.scope.closeBracket()
      addSign(&lexer, isFile: isFile)
    default:
      lexer.scope.closeBrace()
      addSign(&lexer, isFile: isFile)
    }
  }

  private mutating func readPound(_ lexer: inout Lexer, isFile: Bool) {
    let start = lexer.at
    var end = start
    while lexer.byte(end) == .ascii("#") { end += 1 }
    switch lexer.byte(end) {
    case .ascii("\""):
      lexer.at = end
      readString(&lexer, pounds: end - start, from: start, isFile: isFile)
    case .ascii("/") where lexer.skipExtendedRegex(slash: end, pounds: end - start): break
    default:
      lexer.at = end
      let word = end..<lexer.endOfIdentifier(from: end)
      if !lexer.lexDirective(word) {
        lexer.at = start
        addSign(&lexer, isFile: isFile)
        lexer.at = end
      }
    }
  }

  private mutating func readString(_ lexer: inout Lexer, pounds: Int, from start: Int, isFile: Bool) {
    let content = lexer.at + 1
    let before = lexer
    lexer.skipString(pounds: pounds)
    let interpolations = Self.interpolations(in: content..<lexer.at, pounds: pounds, before)
    open += interpolations
    let end = lexer.at - pounds - 1
    let isPlain =
      end >= content && source[end] == source[content - 1]
      && !(content..<end).contains { [.ascii("\\"), .ascii("\""), 0x0A, 0x0D].contains(source[$0]) }
    add(.string(isPlain ? lexer.string(content..<end) : nil), start, lexer.scope.isFile && isFile)
  }

  /// Returns the ranges in the parentheses behind the backslashes of a literal.
  private static func interpolations(in literal: Range<Int>, pounds: Int, _ before: Lexer) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var lexer = before
    lexer.at = literal.lowerBound
    while lexer.at < literal.upperBound {
      let byte = lexer.byte(lexer.at)
      lexer.at += 1
      guard byte == .ascii("\\"), lexer.hasPounds(pounds, at: lexer.at) else { continue }
      lexer.at += pounds
      guard lexer.byte(lexer.at) == .ascii("(") else {
        lexer.at += 1
        continue
      }
      lexer.at += 1
      let start = lexer.at
      let isClosed = lexer.skipInterpolation(allowsNewline: true)
      ranges.append(start..<max(start, min(isClosed ? lexer.at - 1 : lexer.at, literal.upperBound)))
    }
    return ranges
  }

  private mutating func addSign(_ lexer: inout Lexer, isFile: Bool) {
    add(.sign(source[lexer.at]), lexer.at, lexer.scope.isFile && isFile)
    lexer.at += 1
  }

  private mutating func add(_ kind: SwiftToken.Kind, _ offset: Int, _ isAtFileScope: Bool) {
    found.append(Found(kind: kind, offset: offset, isAtFileScope: isAtFileScope, startsLine: startsLine))
    startsLine = false
  }
}
