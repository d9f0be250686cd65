extension Lexer {
  /// Reads the attribute that starts here. Its arguments, if it has any, are skipped like any brackets; the one that closes them ends it.
  mutating func lexAttribute() {
    let start = at
    isAfterDot = false
    at += 1
    repeat {
      if at > start + 1 { at += 1 }
      let end = byte(at) == .ascii("`") ? endOfEscapedIdentifier(from: at) ?? at : endOfIdentifier(from: at)
      // `@import` is a mistake of another language, and to the compiler still an import.
      guard end > at, !(end - at == 6 && matches("import", at: at)) else { return prefix.clear() }
      at = end
    } while byte(at) == .ascii(".")
    var argument = at
    while byte(argument) == .ascii(" ") || byte(argument) == .ascii("\t") { argument += 1 }
    if byte(argument) == .ascii("(") {
      prefix.open(at: start)
      scope.openBracket()
      at = argument + 1
    } else {
      prefix.append(start..<at)
    }
  }

  /// Reads on after `#externalMacro`, as far as `(module: "` goes, and notes the module.
  mutating func noteExternalMacro() {
    skipTrivia()
    guard byte(at) == .ascii("(") else { return }
    at += 1
    scope.openBracket()
    skipTrivia()
    guard matches("module", at: at), endOfIdentifier(from: at) == at + 6 else { return }
    at += 6
    skipTrivia()
    guard byte(at) == .ascii(":") else { return }
    at += 1
    skipTrivia()
    var quote = at
    while byte(quote) == .ascii("#") { quote += 1 }
    guard byte(quote) == .ascii("\"") else { return }
    let pounds = quote - at
    at = quote
    skipString(pounds: pounds)
    let name = quote + 1..<max(at - pounds - 1, quote + 1)
    guard !name.isEmpty, let module = literalText(name, pounds: pounds), !module.isEmpty else { return }
    found.externalMacros.append(mention(of: module, at: name.lowerBound))
  }
}
