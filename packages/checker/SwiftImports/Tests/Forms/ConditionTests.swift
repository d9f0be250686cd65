import SwiftImports
import Testing

struct ConditionTests {
  private func conditions(_ text: String) -> [String?] { scan(text).imports.map(\.condition) }

  @Test func `an import outside every block has no condition`() {
    #expect(conditions("import A\n#if X\n#endif\nimport B") == [nil, nil])
  }

  @Test func `every branch counts, with the branches before it negated`() {
    let text = "#if os(macOS)\nimport A\n#elseif DEBUG\nimport B\n#elseif X\nimport C\n#else\nimport D\n#endif"
    #expect(
      conditions(text) == [
        "os(macOS)", "!(os(macOS)) && DEBUG", "!(os(macOS)) && !(DEBUG) && X", "!(os(macOS)) && !(DEBUG) && !(X)",
      ])
  }

  @Test func `conditions of nested blocks are joined, alternatives in parentheses`() {
    let text = "#if A || B\nimport M\n#if !C\nimport M\n#if (D || E)\nimport M\n#endif\nimport M\n#else\nimport M\n#endif\n#endif"
    #expect(conditions(text) == ["A || B", "(A || B) && !C", "(A || B) && !C && (D || E)", "(A || B) && !C", "(A || B) && !(!C)"])
  }

  @Test func `comments are left out and white space is one space`() {
    #expect(conditions("#if  A/* c */&&\tcanImport( B ,_version: 1.2 ) // d\nimport B\n#endif") == ["A && canImport(B,_version: 1.2)"])
    #expect(conditions("#if (A ||\n  // why\n  B)\nimport M\n#endif") == ["(A || B)"])
  }

  @Test func `a condition ends with its line unless parentheses are open`() {
    #expect(modules("#if A ||\nimport B\n#endif") == ["B"])
    #expect(modules("#if (A\nimport B\n#endif\nimport C") == ["B", "C"])
    #expect(conditions("#if A; import B\n#endif") == ["A"])
  }

  @Test func `else if on one line is elseif`() {
    #expect(conditions("#if A\n#else if B\nimport M\n#else\nimport M\n#endif") == ["!(A) && B", "!(A) && !(B)"])
  }

  @Test func `braces do not reach from one branch into another`() {
    #expect(modules("#if A\nstruct S {\n#else\nstruct T {\n#endif\nimport B") == ["B"])
    #expect(modules("struct S {\n#if A\n}\n#endif\nimport B\n}\nimport C") == ["C"])
    #expect(modules("#if A\nf(\n#elseif B\nimport C\n#endif\nimport D") == ["C", "D"])
  }

  @Test func `directives without a block are skipped`() { #expect(conditions("#else\n#elseif X\n#endif\nimport A") == [nil]) }

  @Test func `a block that is not closed goes on to the end`() { #expect(conditions("#if A\nimport B") == ["A"]) }

  @Test func `directives in strings and comments are text`() {
    #expect(conditions("/*\n#if A\n*/\nlet s = \"\"\"\n#if B\n\"\"\"\n// #if C\nimport D") == [nil])
  }

  @Test(arguments: [
    "#if false\nimport A\n#endif", "#if (false)\nimport A\n#endif", "#if !true // off\nimport A\n#endif", "#if true\n#else\nimport A\n#endif",
    "#if X\n#elseif false\nimport A\n#endif", "#if false && os(Linux)\nimport A\n#endif",
    "#if canImport(B, _version: 1) && (X || true) && false\nimport A\n#endif",
    "#if X\n#if false\n#if Y\nimport A\n#endif\n#endif\n#endif", "#if true\n#elseif Y\nimport A\n#endif", "#if X || !false\n#else\nimport A\n#endif",
  ])
  func `an import in a branch that no build takes says so`(text: String) { #expect(scan(text).imports.map(\.isNeverBuilt) == [true]) }

  @Test(arguments: [
    "import A", "#if false\n#endif\nimport A", "#if false\n#else\nimport A\n#endif", "#if false\n#elseif X\nimport A\n#endif",
    "#if FALSE\nimport A\n#endif",
    "#if false || X\nimport A\n#endif", "#if true\nimport A\n#endif", "#if X && !Y\nimport A\n#endif", "#if f(false)\nimport A\n#endif",
    "#if (false\nimport A\n#endif",
    "#if X\n#else\nimport A\n#endif", "#if false &&\nimport A\n#endif",
  ])
  func `an import in any other branch does not`(text: String) { #expect(scan(text).imports.map(\.isNeverBuilt) == [false]) }

  @Test func `a mention in a branch that no build takes says so`() {
    let found = scan("#if false\n#if canImport(A)\n#endif\nmacro a() = #externalMacro(module: \"M\", type: \"T\")\n#endif\n#if canImport(B)\n#endif")
    #expect(found.canImports.map(\.isNeverBuilt) == [true, false])
    #expect(found.externalMacros.map(\.isNeverBuilt) == [true])
  }

  @Test func `a long chain is cut`() throws {
    let text = String(repeating: "#if A\n", count: 1000) + "import B"
    let condition = try #require(conditions(text)[0])
    #expect(condition.hasPrefix("A && A && "))
    #expect(condition.hasSuffix(" && …"))
    #expect(condition.utf8.count < 1000)
  }
}
