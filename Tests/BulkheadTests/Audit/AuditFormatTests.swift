import SwiftImports
import Testing

@testable import Bulkhead

/// What the audit reads, and what it must not take for something else.
@Suite struct AuditFormatTests {
  private func tokens(_ source: String) -> [SwiftToken] { SwiftTokenScanner.scan(Array(source.utf8)) }

  @Test(arguments: [
    "run.signal(.terminate)", "case signal(Int32)", "public func signal(_ number: Int32) {}", "// getenv(\"HOME\")", "\"getenv\"", "let environ = 1",
    "spawn(path, environ: list)", "Signals.Termination.interrupt", "ThisProcess.identifier", "CommandLineOption.usage", "host.environ",
  ])
  func `what only looks like reading the environment is not taken for it`(source: String) {
    #expect(ProcessAccess.uses(in: tokens(source)).map(\.text) == [])
  }

  @Test(arguments: [
    "let a =\n  b()\n", "public func\nrun() {}", "let a: Int = {\n  start()\n}()", "private(set) var a = 1", "extension A\nwhere B == C {}",
    "@available(macOS 10, *)\nfunc a() {}", "#if os(Linux)\nimport A\n#endif", "struct A {\n  init() { run() }\n}", "typealias A =\n  B.C",
    "let a = 1,\n  b = f(1)", "infix operator +++: A", "/* run() */ enum A {}",
  ])
  func `declarations are no code of their own`(source: String) { #expect(TopLevelCode.first(in: tokens(source)) == nil) }

  @Test(arguments: ["if true {}", "import A\nrun()", "let a = 1\nA.b.run()", "#if X\nwhile true {}\n#endif", "}\nstart()"])
  func `code outside declarations is seen`(source: String) { #expect(TopLevelCode.first(in: tokens(source)) != nil) }

  private func dockerfile(_ text: String) throws -> DockerfileText {
    try DockerfileText(lines: text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init), path: "Dockerfile")
  }

  @Test func `continued lines are one instruction, comments between them and quotes included`() throws {
    let file = try dockerfile("from a as b\nRUN one \\\n  # a comment\n\n  --two \"three four\" \\\n  five\nUSER 1\n")
    let run = try #require(file.final.last("RUN"))
    #expect(run.words.map(\.text) == ["one", "--two", "three four", "five"])
    #expect(run.words.map(\.position.line) == [2, 5, 5, 6] && run.words[3].position.column == 3)
    #expect(file.final.name == "b" && file.final.last("USER")?.position == SourcePosition(line: 7, column: 1))
  }

  @Test func `flags are told from arguments, and stages from images`() throws {
    let file = try dockerfile("ARG V=1\nFROM --platform=x a:${V} AS one\nENV K=v L=\"w x\"\nFROM one\nCOPY --from=one --chmod=755 a b\n")
    #expect(file.stages.map(\.base) == ["a:1", "one"])
    #expect(file.final.last("COPY")?.flag("from") == "one" && file.final.last("COPY")?.words.map(\.text) == ["a", "b"])
    #expect(file.environment("L") == "w x" && file.lineage(of: file.final).count == 2)
  }

  @Test(
    arguments: [
      ("a", "a", nil), ("r.io:5000/a/b:1", "r.io:5000/a/b", "1"), ("a:${T:-latest}", "a", "${T:-latest}"), ("${R:?x}/a:$T", "${R:?x}/a", "$T"),
      ("a@sha256:0", "a", nil),
    ] as [(String, String, String?)])
  func `an image's name is told from its tag`(text: String, name: String, tag: String?) {
    #expect(ImageReference(text).name == name && ImageReference(text).tag == tag)
  }

  @Test func `make variables are put in, those that lead to themselves are not followed for ever`() throws {
    let makefile = Makefile(
      lines: ["A := $(B) x", "B = $(A)", "all test: a \\", "  b", "\t@run $(A)", "ifdef X", "\t-more", "endif"], path: "Makefile")
    let rule = try #require(makefile.rule("test"))
    #expect(rule.targets == ["all", "test"] && rule.position.line == 3)
    #expect(rule.commands.count == 2 && rule.commands[1].text == "more" && rule.commands[1].position == SourcePosition(line: 7, column: 3))
  }
}
