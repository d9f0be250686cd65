import ArchRules
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

  // The line of the rule is left open, for each new package shifts it.
  @Test func `the README shows a finding with the reason of its rule`() throws {
    let rule = try #require(try rules().rules.first { $0.id == "imports-are-declared" })
    let readme = try Checkout.text("README.md")
    #expect(readme.contains("declare it directly [\(rule.id)]\n"))
    #expect(readme.contains("  reason: \(rule.reason)\n  rule: arch-rules.json:"))
  }

  @Test func `the table of packages and the layers rule say the same`() throws {
    let rules = try rules()
    let rule = try #require(rules.rules.first { $0.id == "packages-import-lower-layers" })
    guard case .layers(_, let layers) = rule.kind else {
      Issue.record("packages-import-lower-layers is no layers rule")
      return
    }
    var folders: [String: String] = [:]
    for (index, layer) in layers.enumerated() {
      for selection in layer {
        for pattern in selection.items.flatMap({ patterns(of: $0, in: rules) }) {
          let folder = pattern.split(separator: "/")[1]
          folders[String(folder)] = folder == "TestSupport" ? "tests" : String(layers.count - index)
        }
      }
    }
    var table: [String: String] = [:]
    for line in try Checkout.lines("packages/README.md") where line.hasPrefix("| ") && line.contains("](") {
      let cells = line.split(separator: "|").map(\.trimmed)
      table[String(cells[1].dropFirst().prefix { $0 != "]" })] = String(cells[0])
    }
    let packages = try Checkout.folders(in: "packages")
    #expect(table.keys.sorted() == packages)
    for package in packages {
      #expect(table[package] != nil && table[package] == folders[package] ?? folders["*API"], "\(package)")
    }
  }

  private func patterns(of item: Selection.Item, in rules: RuleSet) -> [String] {
    switch item {
    case .group(let name): rules.group(named: name)?.selector.paths.map(\.text) ?? []
    case .selector(let selector): selector.paths.map(\.text)
    }
  }

  @Test func `the rules file is as its schema says`() throws {
    guard let python = Python.withPackages(for: "the rules file is as its schema says") else { return }
    let outcome = try ChildProcess.run(
      [python, "-m", "check_jsonschema", "--schemafile", "\(Checkout.root)/docs/arch-rules.schema.json", "\(Checkout.root)/arch-rules.json"],
      environment: Environment.forChildren)
    #expect(outcome.ending == .exit(0), "\(String(decoding: outcome.output, as: UTF8.self))")
  }
}
