extension Lexer {
  /// Reads the import whose keyword has just been passed. What is not complete is no import to the compiler either.
  mutating func lexImport() {
    defer { prefix.clear() }
    skipTrivia()
    var kind: Import.Kind?
    if let keyword = Import.Kind(rawValue: string(at..<endOfIdentifier(from: at))) {
      kind = keyword
      at = endOfIdentifier(from: at)
      skipTrivia()
    }
    let start = at
    guard let module = lexName() else { return }
    var path: [String] = []
    while true {
      skipTrivia()
      if byte(at) == .ascii("."), byte(at + 1) != .ascii(".") {
        at += 1
      } else if byte(at) == .ascii(":"), byte(at + 1) == .ascii(":") {
        at += 2
      } else {
        break
      }
      let separator = at
      skipTrivia()
      guard let name = lexName() else {
        // The line ends in a dot: the compiler asks for a name, and keeps the import.
        if containsNewline(separator..<at) { break }
        return
      }
      path.append(name)
    }
    if kind != nil, path.isEmpty { return }
    found.imports.append(
      Import(
        module: module, submodules: path, kind: kind, attributes: prefix.attributes.map { text($0, style: .attribute) },
        access: prefix.access, condition: conditionText(), position: lines.position(of: start)))
  }

  /// The identifier that stands here, without its backticks; `nil`, and nothing is passed, if none does.
  mutating func lexName() -> String? {
    if byte(at) == .ascii("`") {
      guard let end = endOfEscapedIdentifier(from: at), end - at > 2 else { return nil }
      defer { at = end }
      return string(at + 1..<end - 1)
    }
    let end = endOfIdentifier(from: at)
    guard end > at, !(0x30...0x39).contains(source[at]) else { return nil }
    let name = string(at..<end)
    if Keyword.isReserved(name) { return nil }
    at = end
    return name
  }
}
