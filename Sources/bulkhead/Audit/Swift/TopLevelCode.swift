import SwiftImports

/// Code that runs by itself: what only a process may have.
enum TopLevelCode {
  private static let statements: Set<String> = [
    "if", "for", "while", "guard", "do", "switch", "repeat", "defer", "throw", "try", "await", "return",
  ]

  /// The first statement outside every declaration, if a line begins with it.
  static func first(in tokens: [SwiftToken]) -> SwiftToken? {
    for index in tokens.indices {
      let token = tokens[index]
      guard token.isAtFileScope, token.startsLine, let word = token.word, !continuesLine(before: index, tokens) else { continue }
      if statements.contains(word) { return token }
      // A call, also of a member: `start()`, `Program.main()`.
      var end = index + 1
      while end + 1 < tokens.count, tokens[end].isSign("."), tokens[end + 1].word != nil { end += 2 }
      if end < tokens.count, tokens[end].isSign("("), !declarations.contains(word) { return token }
    }
    return nil
  }

  /// What a declaration can begin with that parentheses follow.
  private static let declarations: Set<String> = [
    "private", "fileprivate", "internal", "package", "public", "open", "unowned", "nonisolated", "import",
  ]

  /// Whether the line goes on with what the one before left open, as an initial value does.
  private static func continuesLine(before index: Int, _ tokens: [SwiftToken]) -> Bool {
    guard index > 0 else { return false }
    switch tokens[index - 1].kind {
    case .sign(let byte): return ![UInt8(ascii: "}"), UInt8(ascii: ")"), UInt8(ascii: "]")].contains(byte)
    case .word(let word): return ["func", "let", "var", "in", "is", "as", "where", "some", "any"].contains(word)
    case .string: return false
    }
  }
}
