/// The scanner of the imports in Swift source text.
///
/// An import is legal only at file scope, and no macro can make one, so a lexer that knows strings, comments, regular expressions, brackets
/// and `#if` blocks is exact; nothing needs to be parsed or compiled. All `#if` branches count.
public enum ImportScanner {
  /// Returns the imports in one file's bytes. Any bytes are accepted, also invalid UTF-8; the time is linear in their number.
  public static func scan(_ source: UnsafeBufferPointer<UInt8>) -> SourceImports {
    guard let base = source.baseAddress, let last = Mentions.last(in: source) else { return SourceImports() }
    var lexer = Lexer(base, count: source.count)
    lexer.run(through: last)
    if !lexer.hasDoubtfulRegex { return lexer.found }
    var earlier = Lexer(base, count: source.count)
    earlier.readsBareRegex = false
    earlier.run(through: last)
    return lexer.found.adding(earlier.found.imports)
  }

  /// Returns whether one file's bytes hold imports, comments and `#if` lines alone. It ends at the first other code.
  public static func hasOnlyImports(_ source: [UInt8]) -> Bool {
    source.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return true }
      var lexer = Lexer(base, count: buffer.count)
      return lexer.skipImports()
    }
  }

  /// Returns the imports in one file's bytes.
  public static func scan(_ source: [UInt8]) -> SourceImports {
    source.withUnsafeBufferPointer { scan($0) }
  }
}

extension SourceImports {
  /// Returns the imports joined by those that another reading of the same text found in addition.
  fileprivate func adding(_ others: [Import]) -> SourceImports {
    let known = Set(imports.map(\.position))
    var all = self
    all.imports += others.filter { !known.contains($0.position) }
    all.imports.sort { ($0.position.line, $0.position.column) < ($1.position.line, $1.position.column) }
    return all
  }
}
