/// A token of Swift source text: a word, a string literal or a sign. Comments and regular expressions are no tokens.
public struct SwiftToken: Sendable, Equatable {
  /// The kind of a token, with its text.
  public enum Kind: Sendable, Equatable {
    /// An identifier (in backticks too), a keyword or a number.
    case word(String)
    /// A string literal with its content; `nil` where that is not the literal's text: with escapes, interpolations, or over several lines.
    case string(String?)
    /// One byte of anything else, such as a bracket or a part of an operator.
    case sign(UInt8)
  }

  /// The kind.
  public var kind: Kind
  /// The position of the first byte.
  public var position: SourcePosition
  /// Whether no bracket is open around it.
  public var isAtFileScope: Bool
  /// Whether only blanks and comments precede it on its line.
  public var startsLine: Bool

  /// The text, if the token is a word.
  public var word: String? { if case .word(let text) = kind { text } else { nil } }

  /// Returns whether the token is this sign.
  public func isSign(_ character: Unicode.Scalar) -> Bool { kind == .sign(.ascii(character)) }
}

/// The scanner of the tokens of Swift source text.
public enum SwiftTokenScanner {
  /// Returns the tokens in their order, with those inside string interpolations; every `#if` branch counts. Any bytes are accepted.
  public static func scan(_ source: [UInt8]) -> [SwiftToken] {
    source.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return [] }
      var reader = TokenReader(base)
      reader.readAll(count: buffer.count)
      return reader.tokens()
    }
  }
}
