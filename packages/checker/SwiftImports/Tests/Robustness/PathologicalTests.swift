import SwiftImports
import TestSupport
import Testing

/// A text of nothing but what a careless lexer would go over again and again, or recurse into.
@Suite(.blocking) struct PathologicalTests {
  private static let repeated = [
    "(", ")", "{", "}", "[", "/*", "/**/", "\"", "\"\\(", "\"\"\"\\(", "\"\\(/*", "#\"\\#(", "'", "`", "` `\n", "#", "#if ", "#if(\n",
    "#if (canImport(\n",
    "#if /*\n", "#if A\n#else\n", "#if A\n@a(\n#endif\n", "#elseif canImport(A)\n", "#endif\n", "#/\n", "##/\n/#\n", "#\"\"\"\n", "#\"\"\"\"#", "/ ",
    " /a", " /(",
    " / /", "(/", "+/", "a /\\", "@a(", "@a", "@a.", "@_spi(X) ", "<<<<<<< \n", ">>>> \n", "<#", "<#\n", ">", "import ", "import A.", "import A;",
    "import `", "import /*", "import(", "//import A\n", "#externalMacro(", "#externalMacro(module:", "#externalMacro(module: \"A\")", "public ", "\n",
    "\r", "\0", "\u{A0}", "\u{FEFF}", "é", "\u{2028}", "a", "/* import A", "// import A *\"", ".", "a.import ",
  ]

  @Test(arguments: repeated)
  func `time is linear in the size of the text`(unit: String) {
    let size = 1 << 17
    let filler = Array(String(repeating: unit, count: size / unit.utf8.count).utf8)
    let clock = ContinuousClock()
    // Each end lets the scan reach back over the whole of it.
    for end in ["", "\nimport Z", "\n#if canImport(Z)\nimport Z\n#endif", "\u{FF}\" import Z"] {
      // Milliseconds, even without optimisation; what grows with the square of the size takes minutes.
      let time = clock.measure { _ = ImportScanner.scan(filler + Array(end.utf8)) }
      #expect(time < .seconds(20))
    }
  }

  @Test func `time is linear where the units differ in size`() {
    // Raw literals with ever fewer signs, none of which is closed.
    for literal in ["/\n", "\"\"\"\n", "\"", "\\("] {
      var text = ""
      for signs in stride(from: 1000, to: 0, by: -1) { text += String(repeating: "#", count: signs) + literal }
      let clock = ContinuousClock()
      let time = clock.measure { _ = scan(text + "\nimport Z") }
      #expect(time < .seconds(20))
    }
  }
}
