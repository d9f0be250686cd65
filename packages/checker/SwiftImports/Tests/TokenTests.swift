import SwiftImports
import TestSupport
import Testing

@Suite struct TokenTests {
  private func words(_ source: String) -> [String] { SwiftTokenScanner.scan(Array(source.utf8)).compactMap(\.word) }

  @Test(
    arguments: [
      ("getenv(\"HOME\")", ["getenv"]), ("// getenv\nlet a", ["let", "a"]), ("/* getenv /* x */ */ b", ["b"]), ("\"getenv\"", []),
      ("\"\\(getenv(\"HOME\"))\"", ["getenv"]), ("#\"\\(a) \\#(b)\"#", ["b"]), ("\"\"\"\n  a \\(b) \"c\"\n  \"\"\"", ["b"]),
      ("\"\\(\"\\(deep)\") \\(next)\"", ["deep", "next"]), ("let r = /getenv/", ["let", "r"]), ("#/ x /# y", ["y"]), ("`class`.a", ["class", "a"]),
      ("#if os(Linux)\n  a\n#else\n  b\n#endif", ["a", "b"]), ("a.b", ["a", "b"]), ("größe", ["größe"]), ("#warning(\"no\") x", ["warning", "x"]),
    ] as [(String, [String])])
  func `words are found in code alone`(source: String, expected: [String]) { #expect(words(source) == expected) }

  @Test func `tokens know their place, their line's start and their scope`() {
    let tokens = SwiftTokenScanner.scan(Array("func a() {\n  b(\"c\") // d\n}\nrun()\n".utf8))
    #expect(tokens.map(\.position.line) == [1, 1, 1, 1, 1, 2, 2, 2, 2, 3, 4, 4, 4])
    #expect(tokens.filter(\.startsLine).map(\.kind) == [.word("func"), .word("b"), .sign(UInt8(ascii: "}")), .word("run")])
    #expect(tokens.filter(\.isAtFileScope).compactMap(\.word) == ["func", "a", "run"])
    #expect(tokens[7].kind == .string("c") && tokens[7].position.column == 5)
  }

  @Test(
    arguments: [
      ("\"KEY\"", "KEY"), ("\"\"", ""), ("#\"KEY\"#", "KEY"), ("\"a\\nb\"", nil), ("\"\\(a)\"", nil), ("\"\"\"\nKEY\n\"\"\"", nil), ("\"open", nil),
    ] as [(String, String?)])
  func `the content of a literal is known where it is what stands there`(source: String, content: String?) {
    let found = SwiftTokenScanner.scan(Array(source.utf8)).compactMap { token -> String?? in
      if case .string(let text) = token.kind { text } else { nil }
    }
    #expect(found.first == content)
  }

  @Test func `any bytes are read to their end, the places ascending`() {
    var random = SeededGenerator(for: "any bytes are read to their end, the places ascending")
    let pieces = ["\"", "\\(", ")", "\\", "#", "/", "*", "{", "}", "(", "`", "a", " ", "\n", "<", "é", "#if", "#endif", "\"\"\"", "'"]
    for _ in 0..<3000 {
      let source = (0..<Int.random(in: 0...40, using: &random)).map { _ in pieces.randomElement(using: &random)! }.joined()
      let places = SwiftTokenScanner.scan(Array(source.utf8)).map { ($0.position.line, $0.position.column) }
      for (first, second) in zip(places, places.dropFirst()) { #expect(first <= second, "\(source)") }
    }
  }
}
