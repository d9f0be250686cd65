import Platform
import SwiftImports
import TestSupport
import Testing

/// Text that nobody wrote.
@Suite(.blocking) struct RandomTextTests {
  private static let pieces = [
    "import", " ", "\n", "\r\n", "A", ".", "::", "`", "\"", "\"\"\"", "#", "\\", "(", ")", "[", "]", "{", "}", "/", "*", "//", "/*", "*/", "#if ",
    "#else", "#elseif ",
    "#endif", "canImport(", "#externalMacro(module: \"M\"", "@", "@testable", "@_spi(", "public", "package", "struct", "<", ">", "<<<<<<< ",
    ">>>>>>> ", ">>>> ",
    "<<<<\n", "<#", "#>", ";", ",", ":", "'", "&&", "||", "!", "é", "\u{A0}", "\u{FEFF}", "\0", "a", "1", "func", "=", "?", "#/", "/#",
  ]

  @Test func `any bytes are scanned, and every position is in the text`() {
    var generator = SeededGenerator(for: "random bytes")
    for _ in 0..<2000 {
      check(generator.bytes(upTo: 300))
      check(pieces(upTo: 60, &generator))
    }
  }

  @Test func `mutations of real sources are scanned`() throws {
    var generator = SeededGenerator(for: "mutated sources")
    let folder = String(#filePath.dropLast("RandomTextTests.swift".count)) + "../Forms/"
    for name in ["ImportFormTests", "NeverImportTests", "ConditionTests", "MentionTests"] {
      let source = try File.read("\(folder)\(name).swift")
      for _ in 0..<100 { check(generator.mutated(source)) }
    }
  }

  @Test func `a comment line before the text moves everything down by one line`() {
    forRandomTexts("comment line") { text in
      // A line that names an interpreter, and a mark of the byte order, do only where a file begins.
      if text.starts(with: "#!".utf8) || text.starts(with: "\u{FEFF}".utf8) { return }
      let found = ImportScanner.scan(text)
      let moved = ImportScanner.scan(Array("// import X\n".utf8) + text)
      #expect(moved == found.moved(byLines: 1))
    }
  }

  @Test func `blanks before the text move what stands on its first line`() {
    forRandomTexts("blanks") { text in
      // What only begins a file, and what only begins a line, does not begin there any more.
      guard let first = text.first, first != UInt8(ascii: "#"), first != 0xEF, first != UInt8(ascii: "<"), first != UInt8(ascii: ">") else { return }
      #expect(ImportScanner.scan(Array("  ".utf8) + text) == ImportScanner.scan(text).moved(byColumns: 2))
    }
  }

  @Test func `text in a block comment, a string or braces holds no import`() {
    forRandomTexts("wrapped") { text in
      #expect(ImportScanner.scan(Array("/*".utf8) + text.filter { $0 != UInt8(ascii: "/") } + Array("*/".utf8)) == SourceImports())
      let pounds = String(repeating: "#", count: 99)
      let literal = Array("let s = \(pounds)\"\"\"\n".utf8) + text + Array("\n\"\"\"\(pounds)\nimport Z".utf8)
      #expect(ImportScanner.scan(literal).imports.map(\.module) == ["Z"])
      let tame = text.filter { !"{}#\"'<>/`".utf8.contains($0) }
      #expect(ImportScanner.scan(Array("func f() {\n".utf8) + tame + Array("\n}".utf8)).imports == [])
    }
  }

  @Test func `what follows the text changes nothing that was found in it`() {
    forRandomTexts("suffix") { text in
      let whole = ImportScanner.scan(text + Array("\n;\n// import X".utf8)).imports
      // Only the last can be cut short.
      #expect(ImportScanner.scan(text).imports.dropLast().elementsEqual(whole.prefix(max(0, ImportScanner.scan(text).imports.count - 1))))
    }
  }

  private func forRandomTexts(_ name: String, _ body: ([UInt8]) -> Void) {
    var generator = SeededGenerator(for: name)
    for _ in 0..<500 { body(pieces(upTo: 40, &generator)) }
  }

  private func pieces(upTo maximum: Int, _ generator: inout SeededGenerator) -> [UInt8] {
    (0..<Int.random(in: 1...maximum, using: &generator)).flatMap { _ in Array(Self.pieces.randomElement(using: &generator)!.utf8) }
  }

  private func check(_ text: [UInt8]) {
    let found = ImportScanner.scan(text)
    #expect(found == ImportScanner.scan(text))
    let lines = Lines(text)
    for found in found.imports {
      #expect(lines.text(at: found.position).starts(with: found.module.utf8) || lines.text(at: found.position).starts(with: "`\(found.module)".utf8))
      #expect(!found.module.isEmpty)
    }
    for mention in found.canImports + found.externalMacros { #expect(!lines.text(at: mention.position).isEmpty) }
    for marker in found.conflictMarkers { #expect(marker.column == 1 && !lines.text(at: marker).isEmpty) }
    #expect(found.imports.map(\.position).isAscending)
    #expect(found.canImports.map(\.position).isAscending)
  }
}

/// The lines of a text, split the slow way.
private struct Lines {
  private var starts = [0]
  private let text: [UInt8]

  init(_ text: [UInt8]) {
    self.text = text
    for (index, byte) in text.enumerated() where byte == 0x0A || (byte == 0x0D && !text.dropFirst(index + 1).starts(with: [0x0A])) {
      starts.append(index + 1)
    }
  }

  /// What stands from a position on; nothing where the position is not in the text.
  func text(at position: SourcePosition) -> ArraySlice<UInt8> {
    guard starts.indices.contains(position.line - 1) else { return [] }
    return text.dropFirst(starts[position.line - 1] + position.column - 1)
  }
}

extension [SourcePosition] {
  fileprivate var isAscending: Bool { zip(self, dropFirst()).allSatisfy { ($0.line, $0.column) < ($1.line, $1.column) } }
}

extension SourceImports {
  fileprivate func moved(byLines lines: Int = 0, byColumns columns: Int = 0) -> SourceImports {
    func move(_ position: inout SourcePosition) {
      if position.line == 1 { position.column += columns }
      position.line += lines
    }
    var result = self
    for index in result.imports.indices { move(&result.imports[index].position) }
    for index in result.canImports.indices { move(&result.canImports[index].position) }
    for index in result.externalMacros.indices { move(&result.externalMacros[index].position) }
    for index in result.conflictMarkers.indices { move(&result.conflictMarkers[index]) }
    return result
  }
}
