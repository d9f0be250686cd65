import SwiftImports
import Testing

/// Modules that are named without being imported, and conflict markers.
struct MentionTests {
  private func mention(_ module: String, _ condition: String? = nil, _ line: Int, _ column: Int) -> ModuleMention {
    ModuleMention(module: module, condition: condition, position: SourcePosition(line: line, column: column))
  }

  @Test func `canImport in if and elseif`() {
    let found = scan("#if canImport(A)\n#elseif os(Linux) && (canImport( B.C ) || !canImport(`D`, _version: 1.2))\n#endif").canImports
    let outer = "!(canImport(A))"
    #expect(found == [mention("A", nil, 1, 15), mention("B", outer, 2, 34), mention("D", outer, 2, 54)])
  }

  @Test func `canImport in a function and in a nested block`() {
    let text = "func f() {\n#if DEBUG\n#if canImport(A)\n#endif\n#endif\n}"
    #expect(scan(text).canImports == [mention("A", "DEBUG", 3, 15)])
  }

  @Test func `canImport over lines`() {
    #expect(scan("#if canImport(\n  /* c */ A\n)\n#endif").canImports == [mention("A", nil, 2, 11)])
  }

  @Test(arguments: [
    "canImport(A)", "// #if canImport(A)", "let s = \"#if canImport(A)\"", "#if x // canImport(A)\n#endif", "#if canImports(A)\n#endif",
  ])
  func `canImport elsewhere is text`(text: String) { #expect(scan(text).canImports == []) }

  @Test func `an external macro's module, at any depth`() {
    let text = """
      @freestanding(expression)
      public macro a() = #externalMacro(module: "M", type: "T")
      struct S {
        #if X
        macro b() = #externalMacro(
          module /* c */ : #"N"#, type: "T")
        #endif
      }
      """
    #expect(scan(text).externalMacros == [mention("M", nil, 2, 44), mention("N", "X", 6, 24)])
  }

  @Test(arguments: [
    "#externalMacro", "#externalMacro(type: \"T\")", "#externalMacro(module: m)", "externalMacro(module: \"M\")",
    "\"#externalMacro(module: \\\"M\\\")\"",
  ])
  func `what names no module is no external macro`(text: String) { #expect(scan(text).externalMacros == []) }

  @Test(arguments: [
    (#""Mac\u{72}os""#, "Macros"), (#""\u{4d}\u{0041}""#, "MA"), (##"#"\#u{4D}acros"#"##, "Macros"), (##"#"M\u"#"##, #"M\u"#), (#""M\"N""#, "M\"N"),
  ])
  func `escapes in an external macro's module are resolved`(literal: String, module: String) {
    #expect(
      scan("macro a() = #externalMacro(module: \(literal), type: \"T\")").externalMacros == [
        mention(module, nil, 1, literal.hasPrefix("#") ? 38 : 37)
      ])
  }

  @Test(arguments: [#""\(x)""#, #""\u{D800}""#, #""\u{""#, #""\q""#, #""\u""#])
  func `an external macro whose module is no plain text names none`(literal: String) {
    #expect(scan("macro a() = #externalMacro(module: \(literal), type: \"T\")").externalMacros == [])
  }

  @Test func `the brackets of an external macro are closed`() {
    #expect(modules("macro a() = #externalMacro(module: \"M\", type: \"T\")\nimport A") == ["A"])
    #expect(modules("struct S { let x = #externalMacro(module: }\nimport A") == ["A"])
  }

  @Test func `each conflict is noted`() {
    let text = "import A\n<<<<<<< HEAD\n=======\n>>>>>>> b\nfunc f() {\r>>>> x\r\n<<<<\n\n}\n"
    #expect(scan(text).conflictMarkers == [SourcePosition(line: 2, column: 1), SourcePosition(line: 6, column: 1)])
  }

  @Test func `an import before a conflict keeps its place`() {
    let found = scan("import A\nimport B\n<<<<<<< HEAD\n=======\n>>>>>>> b\nimport C\n")
    #expect(found.imports.map(\.position) == [1, 2, 6].map { SourcePosition(line: $0, column: 8) })
    #expect(found.conflictMarkers == [SourcePosition(line: 3, column: 1)])
  }

  @Test(arguments: [
    " <<<<<<< HEAD\n>>>>>>> b", "<<<<<<< HEAD\n >>>>>>> b", "<<<<<< HEAD\n>>>>>>> b", "/*\n<<<<<<< HEAD\n>>>>>>> b\n*/", "<<<<<<< HEAD",
    "\"\"\"\n<<<<<<< HEAD\n>>>>>>> b\n\"\"\"",
  ])
  func `what the compiler does not skip is no conflict`(text: String) { #expect(scan(text).conflictMarkers == []) }
}
