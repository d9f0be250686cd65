import ArchRules
import JSON
import TestSupport
import Testing

@testable import Console

@Suite struct ArchitectureTests {
  private func rules(_ wall: String) -> String {
    """
    { "version": 1, "groups": { "core": { "paths": ["Sources/Core"] }, "net": { "paths": ["Sources/Net"] }, "app": { "paths": ["Sources/App"] } },
      "rules": [ \(wall), { "id": "net-alone", "kind": "restrict", "to": "net", "only": ["app", "core"], "reason": "Ask App." },
                 { "id": "later", "kind": "forbid", "from": "app", "to": "net", "severity": "off", "reason": "Soon." } ] }
    """
  }

  private let wall = #"{ "id": "wall", "kind": "forbid", "from": "core", "to": "net", "reason": "Keep apart." }"#

  @Test func `a rule that an import breaks is broken, and its finding is on the edge`() throws {
    let architecture = try makeArchitecture(["App -> Core Net", "Core -> Net"], rules: rules(wall))
    #expect(architecture.rules.map(\.state) == [.broken, .holds, .off])
    let edge = try #require(architecture.edges.first { architecture.graph.modules[$0.from].name == "Core" })
    #expect(edge.findings.map { architecture.findings[$0].rule } == ["wall"])
    #expect(architecture.rules[0].findings == edge.findings)
  }

  @Test func `a rule binds whom it speaks of, and guards what it restricts`() throws {
    let architecture = try makeArchitecture(["App -> Core Net", "Core -> Net"], rules: rules(wall))
    let names = architecture.rules.map { rule in rule.targets.map { architecture.graph.modules[$0].name } }
    #expect(names == [["Core"], ["App", "Core", "Net"], ["App"]])
    #expect(architecture.rules[1].guarded.map { architecture.graph.modules[$0].name } == ["Net"])
  }

  @Test func `exceptions are in use, of no use, or over`() throws {
    let excepted = """
      { "id": "wall", "kind": "forbid", "from": ["core", "app"], "to": "net", "reason": "Keep apart.", "except": [
        { "from": "core", "to": "net", "reason": "Until it moves.", "until": "2027-01-31" },
        { "from": "core", "to": "core", "reason": "Nothing." },
        { "from": "app", "to": "net", "reason": "Was needed.", "until": "2027-01-14" } ] }
      """
    let architecture = try makeArchitecture(["App -> Core Net", "Core -> Net"], rules: rules(excepted))
    #expect(architecture.rules[0].exceptionStates == [.used, .unused, .expired])
    #expect(architecture.rules[0].state == .broken)
    let found = architecture.rules[0].findings.map { architecture.findings[$0].rule }
    #expect(Set(found) == ["wall", "bulkhead/stale-exception", "bulkhead/expired-exception"])
  }

  @Test func `what the baseline knows is counted and not shown`() throws {
    let lines = ["App -> Core Net", "Core -> Net"]
    let findings = try makeArchitecture(lines, rules: rules(wall)).findings
    let architecture = try makeArchitecture(lines, rules: rules(wall), baselines: [Baseline(findings: findings)])
    #expect(architecture.findings.isEmpty && architecture.baselined == 1)
    #expect(architecture.rules[0].state == .holds && architecture.rules[0].baselined == 1)
  }

  @Test func `what only tests import goes with the tests, and programs never do`() throws {
    let architecture = try makeArchitecture(["UnitTests -> Help ToolApp", "Help -> Base", "MainApp -> Core", "MoreTests -> Core Help"])
    let names = architecture.graph.modules.indices.filter { architecture.testOnly[$0] }.map { architecture.graph.modules[$0].name }
    #expect(names == ["Base", "Help", "MoreTests", "UnitTests"])
  }

  @Test func `a program in a folder of tests goes with the tests`() throws {
    var architecture = try makeArchitecture(["MainApp -> Core", "HelpApp -> Core"])
    let help = try #require(architecture.graph.modules.firstIndex { $0.name == "HelpApp" })
    architecture.graph.modules[help].folder = "Tests/HelpApp"
    #expect(architecture.testOnly.indices.filter { architecture.testOnly[$0] } == [help])
  }

  @Test func `the document says where every import is`() throws {
    let architecture = try makeArchitecture(["App -> Core ZGlibc"], rules: nil)
    let value = try JSONValue(parsing: ArchitectureDocument(architecture).bytes)
    let places = value["edges"]?.array?.map { $0["places"]?.array?.first }
    #expect(places?.map { $0?["path"]?.string } == ["Sources/App/File.swift", "Sources/App/File.swift"])
    #expect(places?.map { $0?["line"]?.int } == [1, 1])
    #expect(value["modules"]?.array?.map { $0["origin"]?.string } == ["repository", "repository", "platform"])
  }

  @Test func `the same architecture gives the same bytes`() throws {
    let lines = ["App -> A B C D", "A -> B C", "B -> D", "C -> D", "UnitTests -> A B"]
    let documents = try (0..<3).map { _ in try ArchitectureDocument(makeArchitecture(lines, rules: layeredRules)).bytes }
    #expect(documents[0] == documents[1] && documents[1] == documents[2])
  }

  @Test func `a document is taken back, and anything else is named`() throws {
    let document = try ArchitectureDocument(makeArchitecture(["App -> Core"]))
    #expect(try ArchitectureDocument(parsing: document.bytes, path: "graph.json") == document)
    for text in ["", "[]", "{\"version\": 2}", "{\"version\": 1}"] {
      let error = #expect(throws: ArchitectureDocumentError.self) { try ArchitectureDocument(parsing: Array(text.utf8), path: "graph.json") }
      #expect(error?.description.hasPrefix("graph.json: ") == true)
    }
  }
}
