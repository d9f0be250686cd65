/// The classes of bytes by what they can begin, outside comments and literals.
enum LexicalClass {
  static let other: UInt8 = 0
  static let space: UInt8 = 1
  static let newline: UInt8 = 2
  static let word: UInt8 = 3
  /// The first byte of a character beyond ASCII.
  static let high: UInt8 = 4
  /// The first of the classes that a lexer must examine even inside braces, because they open, close or hide something.
  static let special: UInt8 = 5

  /// The class of each byte. Filled once, never freed; a plain pointer because the lexer reads it for every byte.
  nonisolated(unsafe) static let table: UnsafePointer<UInt8> = {
    let table = UnsafeMutablePointer<UInt8>.allocate(capacity: 256)
    table.initialize(repeating: other, count: 256)
    for byte in 0x80..<0x100 { table[byte] = high }
    for byte in "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$".utf8 { table[Int(byte)] = word }
    for byte in " \t\u{B}\u{C}\0".utf8 { table[Int(byte)] = space }
    for byte in "\n\r".utf8 { table[Int(byte)] = newline }
    for byte in "\"'#/()[]{}`<>".utf8 { table[Int(byte)] = special }
    return UnsafePointer(table)
  }()
}

extension UInt8 {
  /// The byte of an ASCII character.
  @inline(__always)
  static func ascii(_ character: Unicode.Scalar) -> UInt8 { UInt8(truncatingIfNeeded: character.value) }

  @inline(__always)
  var isNewline: Bool { self == 0x0A || self == 0x0D }

  /// Whether an ASCII operator can contain this byte; the dot is left out, since it does not join other operator characters.
  var isOperator: Bool {
    switch self {
    case .ascii("/"), .ascii("="), .ascii("-"), .ascii("+"), .ascii("*"), .ascii("%"), .ascii("<"), .ascii(">"), .ascii("!"), .ascii("&"),
      .ascii("|"), .ascii("^"), .ascii("~"), .ascii("?"):
      true
    default: false
    }
  }
}
