import YAML

/// Values of every shape, with the texts that are hardest to write among them.
struct RandomValue<Generator: RandomNumberGenerator> {
  var generator: Generator

  private static var texts: [String] {
    [
      "", " ", "a", "yes", "no", "on", "null", "~", "true", "12", "1.5", "1e3", "0x1F", "0o17", "017", "1_000", "12:30:45", "2026-11-21", "-", "- a",
      "--- a", "...", "? a",
      ": a", "a: b", "a:b", "a #b", "a#b", "#a", "&a", "*a", "!a", "|", ">", "@a", "`a", "%a", "'", "\"", "\\", "[a]", "{a}", "a, b", "<<", "=", "\t",
      "a\tb", "a\n", "\n",
      "a\nb", "a\nb\n", "a\n\n\nb\n\n", " a\nb\n", "a\n  b\n c\n", "a \nb", "a\r\nb", "é", "日本", "😀", "\u{85}", "\u{2028}", "\u{FEFF}", "\u{0}",
      "\u{7F}", "\u{A0}", "e\u{301}",
      "\u{301}", ": \u{301}", "${A:?b c}", "ghcr.io/a/b:c", "128Mi", "-1", "+1", ".5", ".", "0.0.0.0/0", "n", "Y", "# a\n# b\n", "- a\n- b\n",
      "key: |\n  x\n",
    ]
  }

  mutating func text() -> String {
    switch Int.random(in: 0..<4, using: &generator) {
    case 0:
      let alphabet = Array("ab1 -:#\n\"'\\,[]{}&*!|>%@`?~=.\té\u{85}😀".unicodeScalars)
      var text = ""
      for _ in 0..<Int.random(in: 0...8, using: &generator) { text.unicodeScalars.append(alphabet.randomElement(using: &generator)!) }
      return text
    default: return Self.texts.randomElement(using: &generator)!
    }
  }

  mutating func value(depth: Int = 0) -> YAML {
    switch Int.random(in: 0..<(depth > 3 ? 6 : 12), using: &generator) {
    case 0: return .null
    case 1: return .bool(Bool.random(using: &generator))
    case 2: return .int(Int.random(in: -1000...1000, using: &generator))
    case 3: return YAML(.decimal("\(Int.random(in: -9...9, using: &generator)).\(Int.random(in: 0...99, using: &generator))"))
    case 4, 5: return .string(text())
    case 6, 7, 8:
      let list = YAML.list((0..<Int.random(in: 0...3, using: &generator)).map { _ in value(depth: depth + 1) })
      return Bool.random(using: &generator) ? list.onOneLine : list
    default:
      var entries: [YAML.Entry] = []
      for _ in 0..<Int.random(in: 0...4, using: &generator) {
        let key = text()
        if entries.contains(where: { $0.key.utf8.elementsEqual(key.utf8) }) { continue }
        let comment = Int.random(in: 0..<5, using: &generator) == 0 ? "why: \"so\"\n\n- a" : nil
        entries.append(.init(key, value(depth: depth + 1), comment: comment, isSpaced: Bool.random(using: &generator)))
      }
      return .map(entries)
    }
  }
}
