/// A word, a string literal or a sign of Swift source text. Comments and regular expressions are none.
public struct SwiftToken: Sendable, Equatable {
  public enum Kind: Sendable, Equatable {
    /// An identifier (in backticks too), a keyword or a number.
    case word(String)
    /// A string literal with its content; `nil` where that is not what stands there: with escapes, interpolations, or over several lines.
    case string(String?)
    /// One byte of what is neither, such as a bracket or a part of an operator.
    case sign(UInt8)
  }

  public var kind: Kind
  /// Where its first byte stands.
  public var position: SourcePosition
  /// Whether no bracket is open around it.
  public var isAtFileScope: Bool
  /// Whether nothing but blanks and comments stands before it on its line.
  public var startsLine: Bool

  public var word: String? { if case .word(let text) = kind { text } else { nil } }

  public func isSign(_ character: Unicode.Scalar) -> Bool { kind == .sign(.ascii(character)) }
}

/// Breaks Swift source text into tokens.
public enum SwiftTokenScanner {
  /// The tokens in their order, with those inside string interpolations; every `#if` branch counts. Any bytes are accepted.
  public static func scan(_ source: [UInt8]) -> [SwiftToken] {
    source.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return [] }
      var reader = TokenReader(base)
      reader.readAll(count: buffer.count)
      return reader.tokens()
    }
  }
}
