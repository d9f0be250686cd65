import SwiftImports
import Testing

/// Text that looks like an import and is none. Each case ends with a real import, which must be found.
struct NeverImportTests {
  @Test(arguments: [
    "// import B\n",
    "/// import B\n",
    "/* import B\nimport B */",
    "/* /* import B */ import B\n */",
    "/*/ import B */",
    "x(a/* { */)/* import B\n */",
    "let a = b +// { import B\n",
  ])
  func `text in a comment`(text: String) { expectOnlyA(text) }

  @Test(arguments: [
    #"let s = "import B""#,
    #"let s = "\"import B""#,
    #"let s = "\\"; let t = "; import B""#,
    "let s = \"\"\"\nimport B\n\"\"\"",
    "let s = \"\"\"\n\"\" import B\n\\\"\"\"\nimport B\n\"\"\"",
    "let s = #\"\"; import B\"#",
    "let s = #\"\\\"#; let t = #\"import B\\#\"#",
    "let s = ##\"\"#; import B\"##",
    "let s = #\"\"\"\nimport B\n\"\"\"\nimport B\n\"\"\"#",
    "let s = #\"\"\"#; let t = \"; import B\"",
    "let s = 'import B'",
  ])
  func `text in a string`(text: String) { expectOnlyA(text) }

  @Test(arguments: [
    #"let s = "\(f("; import B"))""#,
    #"let s = "\(f("\(g("}; import B"))"))""#,
    #"let s = "\(/* ) */ 1); import B""#,
    ##"let s = "\(#"import B"#)""##,
    ##"let s = #"\("#; let t = ") import B""##,
    ##"let s = #"\#(f("}; import B"))"#"##,
    "let s = \"\"\"\n\\(f( // )\n\"\"\"\n import B\n\"\"\"))\nimport B\n\"\"\"",
  ])
  func `text in an interpolation or around it`(text: String) { expectOnlyA(text) }

  @Test(arguments: [
    "let r = /\"/; let q = /\"; import B/",
    "let r = f(/{/, /(import B)/)",
    "let r = try? /\"{/",
    "let r = /a\\/; import B/",
    "let r = #/ \"{ /#",
    "let r = ##/ { /# import B /##",
    "let r = #/\n import B \\/#\nimport B\n/#",
    "let r = a /* c */\n  .f(/{/)",
  ])
  func `text in a regular expression`(text: String) { expectOnlyA(text) }

  @Test(arguments: [
    "let a = b / c; let s = \"/ {\"",
    "let a = b/c; let s = \"/ {\"",
    "let a = f(1, /); let s = \" / {\"",
    "let a = f(/, 2) / 3; let s = \"{/\"",
    "let a = x.default / 2 + s(\"{\") / 3",
    "func / (a: B, b: B) -> B { f(\"/ {\") }",
    "let a = \"{\" /^ b; let s = \"/ {\"",
    "let a = b /* { */ / c; let s = \"{/\"",
  ])
  func `a slash that is an operator hides nothing`(text: String) { expectOnlyA(text) }

  @Test(arguments: [
    "x.import", "x\n  .import", "x./**/import", "f(x.import)", "let k = \\.import", "let k = \\X.import", "let t: X.import",
    "case .import: break", "let `import` = 1; x.`import`", "f(import: 1)", "f(a, import: b)", "func f(import b: Int) {}",
    "func f(\n  import b: Int,\n  import: Int) {}", "importB(); import_B(); reimport; $import; éimport; importé B", "#import B", "import()",
    "import: f()", "foo::import",
  ])
  func `a member, label or name`(text: String) { expectOnlyA(text) }

  @Test(arguments: [
    "func f() { import B }", "struct S {\nimport B\n}", "do { import B }", "if a { import B } else { import B }", "let f = { import B }",
    "f(1) {\nimport B\n}", "struct S {\n#if true\nimport B\n#endif\n}",
  ])
  func `inside braces`(text: String) { expectOnlyA(text) }

  @Test(arguments: [
    "import", "import 1B", "import \"B\"", "import ``", "import .B", "import self", "import Self.B", "import struct", "import struct B", "import B.1",
    "import inout B.c",
  ])
  func `what is not complete`(text: String) { expectOnlyA(text + ";") }

  @Test(arguments: ["<<<<<<< HEAD\nimport B\n=======\nimport B\n>>>>>>> other", ">>>> ORIGINAL\nimport B\n==== THEIRS\nimport B\n<<<<"])
  func `text between conflict markers`(text: String) {
    expectOnlyA(text)
    #expect(scan(text + "\n").conflictMarkers == [SourcePosition(line: 1, column: 1)])
  }

  @Test func `after a line separator, which ends no line`() { expectOnlyA("// \u{2028}import B\u{2029}import B\u{85}import B") }

  @Test func `in the rest of the file, where a comment is not closed`() { #expect(modules("import A\n/* /* */\nimport B") == ["A"]) }

  private func expectOnlyA(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) {
    let found = scan(text + "\nimport A").imports
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewlineOfSwift).count
    #expect(found == [Import(module: "A", position: SourcePosition(line: lines + 1, column: 8))], sourceLocation: sourceLocation)
  }
}

extension Character {
  /// Unicode knows more newlines than Swift source does.
  fileprivate var isNewlineOfSwift: Bool { self == "\n" || self == "\r" || self == "\r\n" }
}
