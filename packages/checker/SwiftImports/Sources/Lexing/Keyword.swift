/// The words that are keywords everywhere, and so never the name of a module (The Swift Programming Language, "Keywords and Punctuation").
enum Keyword {
  private static let reserved: Set<String> = [
    "associatedtype", "class", "deinit", "enum", "extension", "fileprivate", "func", "import", "init", "inout", "internal", "let",
    "operator", "precedencegroup", "private", "protocol", "public", "static", "struct", "subscript", "typealias", "var",
    "break", "case", "catch", "continue", "default", "defer", "do", "else", "fallthrough", "for", "guard", "if", "in", "repeat",
    "rethrows", "return", "switch", "throw", "where", "while",
    "Any", "as", "false", "is", "nil", "self", "Self", "super", "throws", "true", "try", "_",
  ]

  /// The keywords that are values: an operator follows them, not an expression.
  private static let values: Set<String> = ["Any", "false", "nil", "self", "Self", "super", "true", "_"]

  /// Whether a reserved word can begin with this byte: most modules' names do not.
  static func canBegin(with byte: UInt8) -> Bool {
    (.ascii("a")...(.ascii("z"))).contains(byte) || byte == .ascii("_") || byte == .ascii("A") || byte == .ascii("S")
  }

  static func isReserved(_ word: String) -> Bool { reserved.contains(word) }

  /// Whether an expression can follow the word.
  static func precedesExpression(_ word: String) -> Bool { reserved.contains(word) && !values.contains(word) }
}
