import ArchRules
import CommandLine
import PackageGraph
import Testing

@testable import Bulkhead

@Suite struct DiagramTests {
  private let graph = makeGraph("App -> Core Foundation", "AppTests -> App", "Core -> Net Foundation", "Net ~> Core", external: ["Foundation"])

  private func labels(_ options: GraphOptions, _ findings: [Finding] = []) throws -> [String] {
    try Diagram(GraphSubject(graph: graph, findings: findings), options).nodes.map(\.label)
  }

  @Test func `tests and modules from outside are drawn when asked for`() throws {
    #expect(try labels(GraphOptions()) == ["App", "Core", "Net"])
    #expect(try labels(GraphOptions(includesExternal: true)) == ["App", "Core", "Net", "Foundation"])
    #expect(try labels(GraphOptions(includesTests: true)) == ["App", "AppTests", "Core", "Net"])
  }

  @Test func `no violation is left out with what is left out`() throws {
    #expect(try labels(GraphOptions(), [finding("walls", "App", "Foundation")]) == ["App", "Core", "Net", "Foundation"])
    #expect(try labels(GraphOptions(), [finding("walls", "AppTests", "App")]) == ["App", "AppTests", "Core", "Net"])
  }

  @Test func `focus keeps importers and imports, and theirs at a greater depth`() throws {
    let graph = makeGraph("A -> B", "B -> C", "C -> D", "D -> E", "X -> B")
    let labels = { (focus: String, depth: Int) in
      try Diagram(GraphSubject(graph: graph), GraphOptions(focus: focus, depth: depth)).nodes.map(\.label).joined()
    }
    #expect(try labels("C", 1) == "BCD")
    // What else B's importers are is two steps away, what else they import is not.
    #expect(try labels("C", 2) == "ABCDEX")
    #expect(try labels("E", 1) == "DE")
    #expect(try labels("C", 0) == "C")
  }

  @Test func `focus shows a test that is itself asked for`() throws {
    #expect(try labels(GraphOptions(focus: "AppTests")) == ["App", "AppTests"])
  }

  @Test func `focus on a module that is not there names the nearest`() {
    let failure = #expect(throws: Failure.self) { try labels(GraphOptions(focus: "Cor")) }
    #expect(failure?.description.contains("did you mean 'Core'?") == true)
  }

  @Test func `groups collapse to boxes with the number of imports between them`() throws {
    let graph = makeGraph("App -> Core Core Net", "Core -> Net", "Lone -> Net")
    let subject = GraphSubject(
      graph: graph, groupNames: ["app", "libraries", "empty"], groups: [[0], [1], [], [1]], findings: [finding("walls", "App", "Net")])
    let diagram = try Diagram(subject, GraphOptions(collapsesGroups: true))
    #expect(diagram.nodes.map(\.label) == ["app (1)", "libraries (2)", "Lone"])
    #expect(diagram.edges.map { [$0.from, $0.to, $0.count] } == [[0, 1, 3], [2, 1, 1]])
    #expect(diagram.edges.map { $0.violations.map(\.rule) } == [["walls"], []])
    #expect(diagram.showsCounts)
  }

  @Test func `modules of one name are told apart by their packages`() throws {
    var graph = makeGraph("App -> Core", "Web -> Core")
    graph.modules[2].name = "App"
    graph.modules[2].package = 1
    let labels = { (folder: String) in
      graph.packages = [Package(name: "demo", folder: "one/kit"), Package(name: "web", folder: folder)]
      return try Diagram(GraphSubject(graph: graph), GraphOptions()).nodes.map(\.label)
    }
    #expect(try labels("two/web") == ["App (kit)", "Core", "App (web)"])
    #expect(try labels("two/kit") == ["App (one/kit)", "Core", "App (two/kit)"])
  }

  @Test func `the title counts what is drawn`() throws {
    let diagram = try Diagram(GraphSubject(graph: graph, findings: [finding("walls", "App", "Core")]), GraphOptions())
    #expect(diagram.title == "3 targets, 2 imports, 1 violation")
  }
}
