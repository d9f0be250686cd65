import ArchRules
import PackageGraph
import SwiftImports
import Testing

@Suite struct WrittenProbeTests {
  let repository = graph {
    $0.target("Ingestion", "services/ingestion/Sources")
    $0.target("Scribe", "services/scribe/Sources")
    $0.target("Store", "packages/Store/Sources")
    $0.target("JSON", "packages/JSON/Sources")
    $0.declares("Ingestion", "Scribe", "JSON")
    $0.imports("Ingestion", "JSON", "Scribe")
    $0.imports("Store", "JSON")
    $0.imports("Scribe", "Glibc")
  }
  let rules = [
    #"{ "id": "apart", "kind": "independent", "in": "services" }"#, #"{ "id": "no-cycles", "kind": "acyclic" }"#,
    #"{ "id": "declared", "kind": "declared" }"#,
  ]

  @Test func `each import is caught by the rules that refuse it`() throws {
    let result = try check("Ingestion", imports: ["Scribe", "Store", "JSON"])
    #expect(result.catchers == [["apart"], ["declared"], []])
    #expect(result.missed.map(\.position.line) == [3])
    #expect(!result.holds)
  }

  @Test func `a probe holds when each import is refused`() throws {
    #expect(try check("Ingestion", imports: ["Scribe", "Store"]).holds)
  }

  @Test func `a probe that names a rule is held to it`() throws {
    #expect(try check("Ingestion", imports: ["Scribe"], expected: "apart").holds)
    let other = try check("Ingestion", imports: ["Store"], expected: "apart")
    #expect(!other.holds)
    #expect(other.missed.count == 1)
  }

  @Test func `a probe without imports proves nothing`() throws {
    #expect(try !check("Ingestion", imports: []).holds)
  }

  @Test func `an import that closes a cycle is caught by it`() throws {
    #expect(try check("JSON", imports: ["Ingestion"], expected: "no-cycles").holds)
    // The shortest cycle is an old one, but the knot has grown.
    let knotted = graph {
      for name in ["A", "B", "C"] { $0.target(name, name) }
      $0.imports("A", "B")
      $0.imports("B", "A", "C")
    }
    #expect(try check("C", imports: ["A"], expected: "no-cycles", in: knotted).holds)
  }

  @Test func `what was refused before is not the probe's catch`() throws {
    #expect(try check("Scribe", imports: ["Glibc"]).catchers == [[]])
  }

  @Test(
    "the first line may name the rule that must refuse",
    arguments: [
      ("// probe: apart\nimport Scribe\n", "apart"), ("//   probe:  apart  \r\nimport Scribe", "apart"), ("// probe: apart", "apart"),
      ("import Scribe\n// probe: apart", nil), ("// probe: apart and more\n", nil), ("// a probe: apart", nil), ("", nil),
    ] as [(String, String?)])
  func firstLine(source: String, rule: String?) {
    #expect(WrittenProbe.expectedRule(in: Array(source.utf8)) == rule)
  }

  private func check(_ module: String, imports: [String], expected: String? = nil, in other: ModuleGraph? = nil) throws -> WrittenProbeResult {
    let graph = other ?? repository
    func id(_ name: String) -> ModuleID { graph.modules.firstIndex { $0.name == name }! }
    let path = "services/ingestion/ArchProbes/Probe.swift"
    let edges = imports.enumerated().map { index, name in
      ImportEdge(from: id(module), to: id(name), path: path, position: SourcePosition(line: index + 1, column: 8))
    }
    let probe = WrittenProbe(path: path, module: id(module), expectedRule: expected, edges: edges)
    let ruleSet = try ruleSet(groups: #"{ "services": { "paths": ["services/*/Sources"] } }"#, rules[0], rules[1], rules[2])
    return ruleSet.checkWrittenProbes([probe], graph, today: today)[0]
  }
}
