import ArchRules
import JSON
import PackageGraph
import Platform
import TestSupport
import Testing

@testable import Bulkhead

@Suite(.blocking) struct GraphFormatTests {
  private static let hostileNames = ["A\"B", "A\\", "<script>&amp;", "`tick` #1;", "end", "日本 語", "a]b|c", "node", "x\u{1}y", "subgraph"]

  /// A diagram whose every text is as unfriendly as names in quotes may be.
  private static let hostile: Diagram = {
    var graph = ModuleGraph()
    graph.packages = [Package(name: "<p>", folder: ".")]
    graph.modules = hostileNames.map { Module(name: $0, kind: .library, package: 0, target: $0, folder: "Sources/\($0)") }
    graph.imports = (1..<hostileNames.count).map {
      ImportEdge(from: 0, to: $0, path: "Sources/\"&<>.swift", position: .init(line: $0, column: 1), condition: "a < b && c")
    }
    let subject = GraphSubject(
      graph: graph, groupNames: ["one\"<&>", "two\\"], groups: hostileNames.indices.map { [$0 % 2] },
      findings: [finding("walls", hostileNames[0], hostileNames[1])])
    return try! Diagram(subject, GraphOptions())
  }()

  @Test func `the drawing is well-formed whatever the names are`() throws {
    guard let python = Python.withoutPackages(for: "the drawing is well-formed whatever the names are") else { return }
    let folder = try TemporaryFolder()
    let file = try folder.write(Self.hostile.svg, to: "graph.svg")
    let script = "import sys,xml.dom.minidom as m; d=m.parse(sys.argv[1]); print(sorted(t.firstChild.data for t in d.getElementsByTagName('text')))"
    let outcome = try ChildProcess.run([python, "-c", script, file], environment: Environment.forChildren)
    #expect(outcome.ending == .exit(0), "\(String(decoding: outcome.errorOutput, as: UTF8.self))")
    let texts = String(decoding: outcome.output, as: UTF8.self)
    #expect(texts.contains("<script>&amp;"))
  }

  @Test func `a drawing of one box is as wide as its title`() throws {
    let svg = try Diagram(GraphSubject(graph: makeGraph("A")), GraphOptions()).svg
    let width = Int(svg.split(separator: "width=\"")[1].prefix { $0.isNumber })!
    #expect(width >= 24 + "1 target, 0 imports, 0 violations".count * 8)
  }

  @Test func `Graphviz reads the DOT whatever the names are`() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(Self.hostile.dot, to: "graph.dot")
    guard let outcome = try? ChildProcess.run(["dot", "-Tplain", file], environment: Environment.forChildren) else {
      print("Graphviz reads the DOT whatever the names are: skipped, dot is not installed")
      return
    }
    #expect(outcome.ending == .exit(0), "\(String(decoding: outcome.errorOutput, as: UTF8.self))")
    let nodes = String(decoding: outcome.output, as: UTF8.self).split(separator: "\n").filter { $0.hasPrefix("node ") }
    #expect(nodes.count == Self.hostileNames.count)
  }

  @Test func `Mermaid text escapes what would end a label`() {
    let lines = Self.hostile.mermaid.split(separator: "\n").map { $0.drop { $0 == " " } }
    #expect(lines.contains(##"n0["A#34;B"]"##))
    #expect(lines.contains(##"n2["#60;script#62;#38;amp;"]"##))
    #expect(lines.contains(##"subgraph g0["one#34;#60;#38;#62;"]"##))
    #expect(lines.contains("linkStyle 0 stroke:#cf222e,stroke-width:2px"))
  }

  @Test func `small diagrams come out as written here`() throws {
    let graph = makeGraph("App -> Core", "Core ~> Net")
    let subject = GraphSubject(graph: graph, groupNames: ["app"], groups: [[0], [], []], findings: [finding("walls", "App", "Core")])
    let diagram = try Diagram(subject, GraphOptions())
    #expect(
      diagram.mermaid == """
        ---
        title: "3 targets, 1 import, 1 violation"
        ---
        flowchart LR
          subgraph g0["app"]
            n0["App"]
          end
          n1["Core"]
          n2["Net"]
          n0 --> n1
          n1 -.-> n2
          classDef outside stroke-dasharray:4 3
          classDef broken stroke:#cf222e,stroke-width:2px
          linkStyle 0 stroke:#cf222e,stroke-width:2px

        """)
    let dot = diagram.dot
    #expect(dot.contains("subgraph cluster_0 {"))
    #expect(dot.contains("n0 -> n1 [tooltip=\"App imports Core\\nbreaks walls\\nSources/App/File.swift:1:8\", color=\"#cf222e\""))
    #expect(dot.contains("n1 -> n2 [tooltip=\"Core declares Net and does not import it\", style=dashed];"))
  }

  @Test func `a violation is drawn last, so that nothing hides it`() throws {
    let graph = makeGraph("App -> Core Net", "Core -> Net", "Web -> Net")
    let svg = try Diagram(GraphSubject(graph: graph, findings: [finding("walls", "App", "Core")]), GraphOptions()).svg
    let places = ["class=\"edge implied\"", "class=\"edge\" id=", "class=\"edge violation\" id="].map { svg.ranges(of: $0).last!.lowerBound }
    #expect(places == places.sorted())
    #expect(svg.contains("<title>App imports Core\nbreaks walls\nSources/App/File.swift:1:8</title>"))
  }

  @Test func `the JSON is as its schema says and names each place`() throws {
    var graph = makeGraph("App -> Core Foundation", "App ~> Core", "AppTests -> App", external: ["Foundation"])
    graph.imports[0].condition = "os(Linux)"
    graph.imports[0].isExported = true
    graph.modules[0].position = .init(line: 9, column: 5)
    graph.modules[0].dependencies[0].position = .init(line: 10, column: 3)
    graph.modules.append(Module(name: "Remote", origin: .product, target: "Remote"))
    let subject = GraphSubject(
      graph: graph, groupNames: ["app"], groups: [[0], [], [], [], []],
      findings: [finding("walls", "App", "Core"), Finding(rule: "covered", target: ".:AppTests", path: "Package.swift", message: "no")])
    let json = try subject.json(GraphOptions())
    #expect(json["targets"]?.array?.count == 3)
    #expect(json["externals"]?.array?.compactMap { $0["id"]?.string } == ["platform:Foundation", "product:Remote"])
    #expect(
      json["edges"]?.array?.first
        == [
          "from": ".:App", "to": ".:Core", "kind": "imported", "imports": 1,
          "declaration": ["name": "Core", "path": "Package.swift", "line": 10, "column": 3],
          "places": [
            ["kind": "import", "path": "Sources/App/File.swift", "line": 1, "column": 8, "condition": "os(Linux)", "exported": true]
          ],
          "findings": [["rule": "walls", "severity": "error"]],
        ])
    try expectValid(json, schema: "graph.schema.json", test: "the JSON is as its schema says and names each place")
  }
}
