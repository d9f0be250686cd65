import ArchRules
import Calendar
import JSON
import PackageGraph
import Platform
import TestSupport
import Testing

@Suite(.blocking) struct WallTests {
  private func rules() throws -> RuleSet {
    try RuleSet(parsing: File.read("\(Checkout.root)/arch-rules.json"), path: "arch-rules.json")
  }

  @Test func `the walls hold`() throws {
    let graph = try RepositoryLoader(root: Checkout.root).load().graph
    let findings = try rules().evaluate(graph, today: CalendarDate(daysSince1970: ThisProcess.secondsSince1970 / 86_400))
    for finding in findings {
      let place = finding.position.map { ":\($0.line):\($0.column)" } ?? ""
      Issue.record("\(finding.path)\(place): \(finding.message) [\(finding.rule)]")
    }
    #expect(graph.modules.contains { $0.name == "RepositoryTests" && $0.fileCount > 0 })
  }

  @Test func `every reason says what to do instead`() throws {
    for rule in try rules().rules {
      // A sentence for why, and one for what to do.
      #expect(rule.reason.split(separator: ".").count >= 2 && rule.reason.hasSuffix("."), "\(rule.id)")
    }
  }

  // The lines of the rule and of the target are left open, for each new package shifts them.
  @Test func `the README shows a finding with the reason of its rule`() throws {
    let rule = try #require(try rules().rules.first { $0.id == "imports-are-declared" })
    let readme = try Checkout.text("README.md")
    #expect(readme.contains("declare it directly [\(rule.id)]\n"))
    #expect(readme.contains("  reason: \(rule.reason)\n  mend: Add \"Platform\", to the dependencies of ArchRules in Package.swift:"))
    #expect(readme.contains("\n  rule: arch-rules.json:"))
  }

  @Test func `the list of packages is as the folders are, in order`() throws {
    var listed: [String] = []
    for line in try Checkout.lines("packages/README.md") where line.hasPrefix("| ") && line.contains("](") {
      let cells = line.split(separator: "|").map(\.trimmed)
      let name = cells[1].dropFirst().prefix { $0 != "]" }
      #expect(cells[1] == "[\(name)](\(cells[0])/\(name))")
      listed.append("packages/\(cells[0])/\(name)")
    }
    #expect(try listed == Checkout.packages())
  }

  @Test func `the rules file is as its schema says`() throws {
    guard let python = Python.withPackages(for: "the rules file is as its schema says") else { return }
    let outcome = try ChildProcess.run(
      [python, "-m", "check_jsonschema", "--schemafile", "\(Checkout.root)/docs/arch-rules.schema.json", "\(Checkout.root)/arch-rules.json"],
      environment: Environment.forChildren)
    #expect(outcome.ending == .exit(0), "\(String(decoding: outcome.output, as: UTF8.self))")
  }
}
