import TestSupport

/// Writes random Swift source text that is well-formed, with imports, and with text that looks like imports wherever Swift has room for it.
struct SourceGenerator {
  var generator: SeededGenerator
  private let prefix: String
  private var names = 0

  /// - Parameter prefix: how the names of the modules begin.
  init(_ generator: SeededGenerator, prefix: String) {
    self.generator = generator
    self.prefix = prefix
  }

  mutating func file() -> String { statements(depth: 0) }

  private mutating func pick<T>(_ choices: [T]) -> T { choices.randomElement(using: &generator)! }

  private mutating func module() -> String {
    names += 1
    return "\(prefix)\(names)"
  }

  private mutating func newline() -> String { pick(["\n", "\n", "\n", "\r\n", "\r", "\n\n", " // import \(module())\n"]) }

  private mutating func space() -> String { pick([" ", " ", " ", "  ", "\t", "\u{B}", "\n", "/**/", " /* import \(module()) */ ", "// {\n"]) }

  private mutating func statements(depth: Int) -> String {
    (0..<Int.random(in: 2...6, using: &generator)).reduce(into: "") { text, _ in text += statement(depth: depth) + newline() }
  }

  private mutating func statement(depth: Int) -> String {
    switch Int.random(in: 0..<12, using: &generator) {
    case 0, 1, 2: return importDeclaration()
    case 3: return importDeclaration() + ";" + importDeclaration()
    case 4: return comment()
    case 5, 6: return "let x\(names) = \(expression(depth: depth))"
    case 7: return "func f\(names)() { let y = \(expression(depth: depth)); _ = y }"
    case 8 where depth < 3:
      let branches = "#if \(condition())\n\(statements(depth: depth + 1))\n#elseif \(condition())\n\(statements(depth: depth + 1))\n"
      return "\n\(branches)#else\n\(statements(depth: depth + 1))\n#endif"
    case 9: return "struct S\(names) {\n#if \(condition())\nfunc `import`() {}\n#endif\nlet z = \(expression(depth: depth))\n}"
    case 10: return "@available(macOS 10.15, *) @frozen struct A\(names) {}"
    default: return "_ = a.import; _ = \\S.import; f(import: \(expression(depth: depth)))"
    }
  }

  private mutating func importDeclaration() -> String {
    let attribute = pick(["", "", "@testable", "@_exported", "@_spi(X)", "@preconcurrency\n", "@_spi( /* ) */ X)"])
    let access = pick(["", "", "public", "internal", "private\n"])
    let name = pick([module(), "`\(module())`"])
    let path = pick(["", "", ".A", ".A.B", ".`import`", "\n.A", " . /* . */ A"])
    let kind = path.isEmpty || path.hasPrefix("\n") ? "" : pick(["", "", "struct", "func", "typealias"])
    return [attribute, access, "import", kind, name].filter { !$0.isEmpty }.reduce("") { $0.isEmpty ? $1 : $0 + space() + $1 } + path
  }

  private mutating func condition() -> String {
    pick(["true", "false", "!true", "(true)", "true && false", "false || true", "true // import\n", "!(true\n && /* c */ false)"])
  }

  private mutating func comment() -> String {
    pick([
      "// import \(module()) \"", "/* import \(module()) /* ' */ \" { */", "/*/ import \(module())\n*/", "/// `import \(module())",
      "/**\nimport \(module())\n*/",
    ])
  }

  private mutating func expression(depth: Int) -> String {
    let choices = ["string", "raw", "multiline", "regex", "extended", "operator", "closure", "call", "number"]
    switch depth > 4 ? "number" : pick(choices) {
    case "string": return "\"\(decoy()) \(interpolation("\\", depth: depth)) \\\" \\\\\""
    case "raw":
      let pounds = pick(["#", "##"])
      return "\(pounds)\" \" \\ \(decoy()) \(interpolation("\\" + pounds, depth: depth))\"\(pounds)"
    case "multiline": return "\"\"\"\n\(decoy()) \" \"\" \\\"\"\"\n\(interpolation("\\", depth: depth))\n\(decoy()) \\\n\n\"\"\""
    case "regex": return pick(["/\"{/", "f(/(import \(module()))/, /[\"]/)", "/\\/\\/ \(module())/", "/^ {/"])
    case "extended": return pick(["#/ \" { / import \(module()) /#", "##/ /# import \(module()) \\/## /##", "#/\n import \(module()) \"\n /#"])
    case "operator":
      return pick(["a / b /* { */ / c", "a/b", "a /*{*/ + b // {\n", "[1, 2].reduce(1, /)", "a... / 2", "a! / b", "\"{\" / \"{\"", "a.default / 2"])
    case "closure": return "{ (a: Int) in \(expression(depth: depth + 1)) }"
    case "call": return "f([\(expression(depth: depth + 1))], b: (\(expression(depth: depth + 1))))"
    default: return pick(["1", "0x1F", "1_000.5e-3", "\"\"", "a", "`a b`", "#file"])
    }
  }

  private mutating func decoy() -> String { pick(["", "import \(module())", "; import \(module())", "}", "{ (", "// ", "/* ", "#if x", "`", "'"]) }

  private mutating func interpolation(_ start: String, depth: Int) -> String {
    if depth > 2 || Bool.random(using: &generator) { return "" }
    return "\(start)(\(pick(["a", "f(\"})\")", "\"\\(\"{\")\"", "/* ) */ 1", "#\"\"#", "[1, (2)]"])))"
  }
}
