import SwiftImports
import Testing

/// The forms that an import declaration can take.
struct ImportFormTests {
  @Test(arguments: [
    "", "// Nothing.\n", "@_exported import A", "/* c */ @_exported public import A; import B.C\n\n@_spi(X) import D // d\n",
    "#if os(Linux)\n@_exported import A\n#else\n@_exported import B\n#endif\n", "import struct A.B\n",
  ])
  func `a file of imports and comments holds nothing else`(text: String) { #expect(ImportScanner.hasOnlyImports(Array(text.utf8))) }

  @Test(arguments: [
    "struct S {}", "import A\nlet x = 1", "@_exported import A\n@main enum E {}", "import A\n\"text\"", "import", "import A\n.b()", "{}",
    "#sourceLocation()", "#if X\nlet x = 1\n#endif",
  ])
  func `a file with other code holds more than imports`(text: String) { #expect(!ImportScanner.hasOnlyImports(Array(text.utf8))) }

  /// Expects the text to hold this one import.
  private func expect(
    _ text: String, module: String, _ submodules: [String] = [], kind: Import.Kind? = nil, attributes: [String] = [],
    access: Import.AccessLevel? = nil, at position: (Int, Int), sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let expected = Import(
      module: module, submodules: submodules, kind: kind, attributes: attributes, access: access,
      position: SourcePosition(line: position.0, column: position.1))
    #expect(scan(text).imports == [expected], sourceLocation: sourceLocation)
  }

  @Test func `a plain import`() { expect("import A", module: "A", at: (1, 8)) }

  @Test func `a submodule`() { expect("import A.B.C\n", module: "A", ["B", "C"], at: (1, 8)) }

  @Test(arguments: Import.Kind.allCases)
  func `a scoped import`(kind: Import.Kind) {
    expect("import \(kind.rawValue) A.B", module: "A", ["B"], kind: kind, at: (1, 9 + kind.rawValue.count))
  }

  @Test func `a module selector`() { expect("import struct A::B", module: "A", ["B"], kind: .struct, at: (1, 15)) }

  @Test(arguments: Import.AccessLevel.allCases)
  func `an access level`(access: Import.AccessLevel) {
    expect("\(access.rawValue) import A", module: "A", access: access, at: (1, 9 + access.rawValue.count))
  }

  @Test func `an access level on the line before`() { expect("public\nimport A", module: "A", access: .public, at: (2, 8)) }

  @Test(arguments: [
    "@testable", "@_exported", "@preconcurrency", "@_implementationOnly", "@_weakLinked", "@_spiOnly", "@_spi(Internal)",
    "@_private(sourceFile: \"A.swift\")", "@available(macOS 15, *)", "@_documentation(visibility: public)", "@A.B",
  ])
  func `an attribute`(attribute: String) {
    expect("\(attribute) import A", module: "A", attributes: [attribute], at: (1, 9 + attribute.utf8.count))
  }

  @Test func `attributes on other lines with comments and white space`() {
    let text = "@testable // why\n@_spi( /* not public */ X )\n@_spi(\nY\n) internal /* c */ import A"
    expect(text, module: "A", attributes: ["@testable", "@_spi(X)", "@_spi(Y)"], access: .internal, at: (5, 27))
  }

  @Test func `attributes in an if block before the import`() {
    expect("#if DEBUG\n@testable\n#endif\nimport A", module: "A", attributes: ["@testable"], at: (4, 8))
  }

  @Test func `brackets and strings in an attribute's arguments`() {
    expect("@A([\")\": { (x) in 1 }]) import B", module: "B", attributes: ["@A([\")\": {(x)in 1}])"], at: (1, 32))
  }

  @Test func `attributes of other declarations are not the import's`() {
    expect("@main struct S {}\npublic let x = 1\n@objc class C {}\nimport A", module: "A", at: (4, 8))
    expect("let x = package\nimport A", module: "A", at: (2, 8))
  }

  @Test func `several imports on a line`() {
    #expect(scan("import A;import B; import C").imports.map(\.position.column) == [8, 17, 27])
    #expect(modules("import A;import B; import C") == ["A", "B", "C"])
  }

  @Test func `the path on the next line`() {
    expect("import\n  A", module: "A", at: (2, 3))
    expect("import struct\nA.B", module: "A", ["B"], kind: .struct, at: (2, 1))
    expect("import A\n. B", module: "A", ["B"], at: (1, 8))
  }

  @Test func `a dot on the next line that begins an expression is not the path's`() {
    expect("import A\n.B", module: "A", at: (1, 8))
    #expect(modules("import func A\n.B") == [])
  }

  @Test func `comments between any two tokens`() {
    expect("import/**/struct/* /* */ */A/**/./* . */B // c", module: "A", ["B"], kind: .struct, at: (1, 28))
    expect("import // A\n// B\nC", module: "C", at: (3, 1))
  }

  @Test func `backticks are not part of the name`() {
    expect("import `class`.`b`", module: "class", ["b"], at: (1, 8))
    expect("import`A`", module: "A", at: (1, 7))
  }

  @Test func `a raw identifier`() { expect("import `a/b c`", module: "a/b c", at: (1, 8)) }

  @Test func `a name beyond ASCII`() {
    expect("import Größe", module: "Größe", at: (1, 8))
    expect("import 模块", module: "模块", at: (1, 8))
  }

  @Test(arguments: ["open", "package", "async", "actor", "some", "$a", "_a", "a$b1"])
  func `words that are keywords elsewhere name modules`(name: String) { expect("import \(name)", module: name, at: (1, 8)) }

  @Test func `a byte order mark`() { expect("\u{FEFF}import A", module: "A", at: (1, 11)) }

  @Test(arguments: ["\n", "\r", "\r\n"])
  func `each line end`(end: String) {
    expect("\(end)// a\(end)\(end)import A\(end)", module: "A", at: (4, 8))
  }

  @Test(arguments: ["\t", "\u{B}", "\u{C}", "\u{A0}", "\0"])
  func `white space other than the blank`(space: String) { expect("\(space)import\(space)A", module: "A", at: (1, 7 + 2 * space.utf8.count)) }

  @Test func `after a shebang`() { expect("#!/usr/bin/swift \" {\nimport A", module: "A", at: (2, 8)) }

  @Test func `after a source location directive`() {
    expect("#sourceLocation(file: \"x\", line: 7)\nimport A", module: "A", at: (2, 8))
  }

  @Test func `after code`() { expect("func f() { let x = [1] }\nimport A", module: "A", at: (2, 8)) }

  @Test func `after an editor placeholder`() { expect("let x = <#T##() -> { \"#>\nimport A", module: "A", at: (2, 8)) }

  @Test func `after invalid UTF-8`() {
    let found = ImportScanner.scan(Array("let x = 1 ".utf8) + [0xFF, 0xC3, 0x0A] + Array("import A".utf8))
    #expect(found.imports == [Import(module: "A", position: SourcePosition(line: 2, column: 8))])
  }

  @Test func `a module that is imported again is listed again`() { #expect(modules("import A\nimport A") == ["A", "A"]) }
}
