/// A word of a manifest's text, with the white space around it that Swift gives meaning to.
struct ManifestToken {
  enum Kind: Equatable {
    case identifier(String)
    /// A string literal without interpolation, its escapes resolved.
    case string(String)
    case integer(Int)
    /// One of `( ) [ ] { } , : ; .`
    case punctuation(Unicode.Scalar)
    /// A run of operator characters: `=`, `+`, `..<`.
    case `operator`(String)
    /// A line such as `#if os(Linux)`, without the `#`.
    case directive(String)
    /// The braces behind an `if` with their contents, which are skipped, not read.
    case block
    case end
  }

  var kind: Kind
  /// The first byte's place in the text.
  var offset: Int
  /// The place behind its last byte.
  var end: Int
  /// White space or a comment stands before it.
  var afterSpace: Bool
  /// A line ends between the token before it and this one.
  var afterNewline: Bool
}
