/// Finds the imports of Swift source text.
///
/// An import is legal only at file scope, and no macro can make one, so a lexer that knows strings, comments, regular expressions,
/// brackets and `#if` blocks is exact; nothing needs to be parsed or compiled. All `#if` branches count.
public enum ImportScanner {
  /// Scans one file's bytes. Any bytes are accepted, also invalid UTF-8; time is linear in their number.
  public static func scan(_ source: UnsafeBufferPointer<UInt8>) -> SourceImports {
    guard let base = source.baseAddress, let last = Mentions.last(in: source) else { return SourceImports() }
    var lexer = Lexer(base, count: source.count)
    lexer.run(through: last)
    return lexer.found
  }

  public static func scan(_ source: [UInt8]) -> SourceImports {
    source.withUnsafeBufferPointer { scan($0) }
  }
}
