import SwiftImports
import Testing

/// Text that does not compile: the scanner goes on where the compiler does.
struct RecoveryTests {
  @Test(arguments: [
    ("}\nimport A", ["A"]),
    ("func f() { ( }\nimport A", ["A"]),
    ("f(}\nimport A", ["A"]),
    (")\n]\nimport A", ["A"]),
    ("let s = \"abc\nimport A", ["A"]),
    ("let s = \"\\(x\nimport A", ["A"]),
    ("let s = \"\\( // \"\nimport A", ["A"]),
    ("let s = \"\\( /* \"\nimport A\n*/\nimport B", ["B"]),
    ("let s = \"\"\"\n\\(\"{\n\"\"\"\nimport A", ["A"]),
    ("'import A\nimport B", ["B"]),
    ("`a\nimport B", ["B"]),
    ("#/\nimport A\nimport B", ["A", "B"]),
    ("#/abc {\nimport B", ["B"]),
    ("let x = <#T##{\nimport A\n}", []),
    ("<<<<<<< HEAD\nimport A\n=======\nimport B", ["A", "B"]),
    ("foo.\nimport A", ["A"]),
    ("foo.import A", []),
    ("let x = 1 import A", ["A"]),
    ("import A import B", ["A", "B"]),
    ("import A, B\nimport C", ["A", "C"]),
    ("import\nimport A", ["A"]),
    ("import struct\nimport A", ["A"]),
    ("import A.\nimport B", ["A", "B"]),
    ("import A.import\nimport B", ["B"]),
    ("@import A", ["A"]),
    ("@testable(x import A\nimport B", []),
    ("@available(x\n#if Y\n)\n#endif\n)\nimport A", ["A"]),
    ("open import A\nfinal import B\npublic(set) import C", ["A", "B", "C"]),
    ("func import() {}\nimport A", ["A"]),
    ("\u{201C}import A\nimport B", ["A", "B"]),
  ])
  func `the scan goes on`(text: String, expected: [String]) { #expect(modules(text) == expected) }

  /// Before Swift 6 there is no `/…/`; a prefix operator `/` may end a block between two of them.
  @Test(arguments: [
    ("func f() { _ = /1 }; let b = 2/1\nimport A", ["A"]),
    ("func f() { _ = /1 }; import A; let b = 2/1\nimport B", ["A", "B"]),
    ("import A\nlet r = /}/\nimport B", ["A", "B"]),
    ("let r = /a{2}; import A/\nimport B", ["B"]),
    ("let r = /[}]; import A/\nimport B", ["B"]),
  ])
  func `a literal that would hide the end of a block hides no import`(text: String, expected: [String]) { #expect(modules(text) == expected) }
}
