import ArchRules
import CommandLine
import JSON
import Platform
import SwiftImports
import TestSupport
import Testing

@testable import Bulkhead

/// Names and messages come from other people's files: none may break out of the format it is put into.
@Suite(.blocking) struct EscapingTests {
  let sources = SourceLines(root: "/nowhere")

  private func lines(_ text: String) -> [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

  @Test(arguments: Samples.hostileTexts) func `text stays on its lines and does not command the terminal`(text: String) {
    let report = Samples.report(findings: [Samples.hostile(text)])
    let plain = Samples.report(findings: [Samples.hostile("plain")])
    let style = Style(isColored: false)
    let rendered = TextReport(report: report, sources: sources, style: style).render()
    #expect(lines(rendered).count == lines(TextReport(report: plain, sources: sources, style: style).render()).count)
    #expect(!rendered.unicodeScalars.contains { $0 != "\n" && VisibleText.isUnsafe($0) })
  }

  @Test(arguments: Samples.hostileTexts) func `a github annotation stays one command on one line`(text: String) throws {
    let report = Samples.report(findings: [Samples.hostile(text)])
    let rendered = GitHubReport(report: report, sources: sources, root: "/nowhere", workspace: nil).render()
    #expect(rendered.utf8.count { $0 == 0x0A } == 2)
    #expect(!rendered.utf8.contains(0x0D))
    let command = try #require(rendered.utf8.split(separator: 0x0A).first)
    #expect(command.starts(with: "::error file=packages/".utf8))
    // The properties end at the first "::" behind the command's own; three were written, with two commas between.
    let properties = command.dropFirst(2).prefix { $0 != UInt8(ascii: ":") }
    #expect(properties.count { $0 == UInt8(ascii: ",") } == 3)
  }

  @Test func `what a workflow command gives special meaning is encoded`() {
    let command = WorkflowCommand(name: "error", properties: [("file", "a%b,c:d\r\ne")], message: "50% of a:b,\r\nc")
    #expect(command.line == "::error file=a%25b%2Cc%3Ad%0D%0Ae::50%25 of a:b,%0D%0Ac")
  }

  @Test func `annotations are relative to the workspace`() {
    let report = Samples.report(findings: [Samples.hostile("x")])
    let path = { (root: String, workspace: String?) in
      GitHubReport(report: report, sources: sources, root: root, workspace: workspace).pathPrefix
    }
    #expect(path("/w/repo/server", "/w/repo") == "server/")
    #expect(path("/w/repo", "/w/repo") == "")
    #expect(path("/w/repo", "/w/repo/") == "")
    #expect(path("/w/repo-2", "/w/repo") == "")
    #expect(path("/w/repo", nil) == "")
  }

  @Test func `github shows the first finding of each rule before the second of any`() {
    let finding = { (rule: String, line: Int) in
      Finding(rule: rule, path: "a.swift", position: SourcePosition(line: line, column: 1), message: "m")
    }
    let findings = (1...12).map { finding("no-cycles", $0) } + [finding("services-import-packages-only", 13)]
    let rendered = GitHubReport(report: Samples.report(findings: findings), sources: sources, root: "/", workspace: nil).render()
    let written = lines(rendered)
    #expect(written[0].contains("line=13,"))
    #expect(written[1].contains("line=1,"))
    #expect(written.count { $0.hasPrefix("::error ") } == 10)
    #expect(written[10...12] == ["a.swift:10:1: error: m [no-cycles]", "a.swift:11:1: error: m [no-cycles]", "a.swift:12:1: error: m [no-cycles]"])
    #expect(written[13].hasPrefix("::notice title=bulkhead::13 errors, 0 warnings: "))
  }

  @Test(arguments: Samples.hostileTexts) func `a markdown row stays one row of four cells`(text: String) {
    let rendered = MarkdownReport.render(Samples.report(findings: [Samples.hostile(text)]))
    let rows = lines(rendered).drop { !$0.hasPrefix("|---") }.dropFirst().filter { !$0.isEmpty }
    #expect(rows.count == 1)
    #expect(rows.first?.utf8.count { $0 == UInt8(ascii: "|") } == 5)
    #expect(!rendered.contains("<script") && !rendered.contains("</failure"))
  }

  @Test func `markup in markdown is shown, not obeyed`() {
    #expect(
      Markdown.cell("a|b `c` <d> *e* [f](g) @h #1 & https://i")
        == "a&#124;b \\`c\\` &lt;d&gt; \\*e\\* \\[f\\](g) &#64;h &#35;1 &amp; https&#58;//i")
    #expect(Markdown.cell("a\r\nb\rc\nd") == "a<br>b<br>c<br>d")
    #expect(Markdown.code("a|b`c`*d*:1:2") == "<code>a&#124;b&#96;c&#96;&#42;d&#42;:1:2</code>")
  }

  @Test func `xml holds only what xml can`() {
    #expect(XML.attribute("<a & \"b\">\r\n\t\u{0}\u{FFFE}") == "&lt;a &amp; &quot;b&quot;&gt;&#13;&#10;&#9;\u{FFFD}\u{FFFD}")
    #expect(XML.text("]]>\r\n\t\u{1B}") == "]]&gt;&#13;\n\t\u{FFFD}")
  }

  @Test func `junit is well-formed whatever the names are`() throws {
    guard let python = Python.withoutPackages(for: "JUnit") else { return }
    let folder = try TemporaryFolder()
    let xml = JUnitReport.render(Samples.report(findings: Samples.hostileTexts.map(Samples.hostile)))
    let file = try folder.write(xml, to: "report.xml")
    let program = """
      import sys, xml.etree.ElementTree as tree
      suites = tree.parse(sys.argv[1]).getroot()
      print(suites.tag, len(suites.findall('.//testcase')), len(suites.findall('.//failure')))
      """
    let outcome = try ChildProcess.run([python, "-c", program, file], environment: Environment.forChildren)
    #expect(String(decoding: outcome.errorOutput, as: UTF8.self) == "")
    #expect(String(decoding: outcome.output, as: UTF8.self) == "testsuites 4 1\n")
  }

  @Test func `a mistake does not command the terminal`() {
    let run = Run("imports", "\u{1B}[31m\n.swift", in: "/")
    #expect(run.diagnostics == "bulkhead: cannot open \\u{1B}[31m\n.swift: No such file or directory\n")
  }

  @Test func `a uri is encoded byte by byte`() {
    #expect(URI.path("a b/é%?#[x]:y~-._Z9") == "a%20b/%C3%A9%25%3F%23%5Bx%5D%3Ay~-._Z9")
  }
}
