extension Lexer {
  /// Reads the import whose keyword has just been passed. What is not complete is no import to the compiler either.
  mutating func lexImport() {
    defer { prefix.clear() }
    skipTrivia()
    var kind: Import.Kind?
    if Keyword.canBegin(with: byte(at)) {
      let word = at..<endOfIdentifier(from: at)
      kind = Import.Kind(rawValue: string(word))
      if kind != nil {
        at = word.upperBound
        skipTrivia()
      }
    }
    let start = at
    guard let module = lexName() else { return }
    var path: [String] = []
    while true {
      skipTrivia()
      let isSelector = byte(at) == .ascii(":") && byte(at + 1) == .ascii(":")
      guard isSelector || isPathDot(at) else { break }
      at += isSelector ? 2 : 1
      let separated = at
      skipTrivia()
      if isSelector, containsNewline(separated..<at) { return }
      guard let name = lexName() else { return }
      path.append(name)
    }
    if kind != nil, path.isEmpty { return }
    let around = surroundings()
    found.imports.append(
      Import(
        module: module, submodules: path, kind: kind, attributes: prefix.attributes.map { text($0, style: .attribute) },
        access: prefix.access, condition: around.text, isNeverBuilt: around.isNeverBuilt, position: lines.position(of: start)))
  }

  /// Whether a dot joins what stands around it. One that touches only what follows begins an expression, `.b`; one that touches only what
  /// comes before is let pass if a name follows on its line.
  private func isPathDot(_ offset: Int) -> Bool {
    guard byte(offset) == .ascii("."), byte(offset + 1) != .ascii(".") else { return false }
    guard isBoundLeft(offset) else { return !isBoundRight(offset + 1) }
    if isBoundRight(offset + 1) { return true }
    var next = offset + 1
    while byte(next) == .ascii(" ") || byte(next) == .ascii("\t") { next += 1 }
    return isBoundRight(next) && byte(next) != .ascii("/")
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
    if Keyword.canBegin(with: source[at]), Keyword.isReserved(name) { return nil }
    at = end
    return name
  }
}
