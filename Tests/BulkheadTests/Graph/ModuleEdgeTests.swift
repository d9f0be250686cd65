import ArchRules
import PackageGraph
import SwiftImports
import Testing

@testable import Bulkhead

@Suite struct ModuleEdgeTests {
  @Test func `the imports of one module by another are one edge with every place`() {
    let graph = makeGraph("App -> Core Core Net", "Net -> Core")
    let subject = GraphSubject(graph: graph)
    #expect(
      subject.edges.map { "\(graph.modules[$0.from].name) \(graph.modules[$0.to].name) \($0.importCount)" } == [
        "App Core 2", "App Net 1", "Net Core 1",
      ])
  }

  @Test func `a dependency that is only declared and a module that is only asked for are edges of their own kinds`() {
    let subject = GraphSubject(graph: makeGraph("App ~> Core", "Net ?> Core", "Web -> Core", "Web ~> Core"))
    #expect(subject.edges.map(\.kind) == [.declared, .asked, .imported])
    #expect(subject.edges.map(\.importCount) == [0, 0, 1])
    #expect(subject.edges.map { $0.declaration != nil } == [true, false, true])
  }

  @Test func `the use of a build tool plugin is an edge of its own kind`() {
    var graph = makeGraph("App -> Core", "Core -> Net")
    graph.modules[0].plugins = [2]
    let subject = GraphSubject(graph: graph)
    #expect(subject.edges.map { [$0.from, $0.to] } == [[0, 1], [0, 2], [1, 2]])
    #expect(subject.edges.map(\.kind) == [.imported, .plugin, .imported])
  }

  @Test func `a finding marks its import, once`() {
    let graph = makeGraph("App -> Core Core", "Core -> Net")
    let subject = GraphSubject(graph: graph, findings: [finding("walls", "App", "Core"), finding("walls", "App", "Core")])
    #expect(subject.edges.map { $0.violations.map(\.rule) } == [["walls"], []])
    #expect(subject.edges.map(\.findings) == [[0, 1], []])
  }

  @Test func `a finding with a chain marks each step`() {
    let position = SourcePosition(line: 1, column: 8)
    let chain = [("App", "Core"), ("Core", "Net")].map { Finding.Step(from: $0.0, to: $0.1, path: "a.swift", position: position) }
    let finding = Finding(rule: "walls", from: "App", to: "Net", path: "a.swift", message: "no", chain: chain)
    let subject = GraphSubject(graph: makeGraph("App -> Core", "Core -> Net", "Web -> Net"), findings: [finding])
    #expect(subject.edges.map { $0.violations.map(\.rule) } == [["walls"], ["walls"], []])
  }

  @Test func `a finding about no edge is the target's`() {
    let graph = makeGraph("App -> Core")
    let finding = Finding(rule: "everything-covered", severity: .warning, from: "Core", target: ".:Core", path: "Package.swift", message: "no")
    let subject = GraphSubject(graph: graph, findings: [finding])
    #expect(subject.moduleFindings == [[], [Violation(rule: "everything-covered", severity: .warning)]])
  }

  @Test func `of two modules of one name the finding's target says which is meant`() {
    var graph = makeGraph("App -> Core", "Web -> Core")
    graph.packages.append(Package(name: "web", folder: "web"))
    graph.modules[2].name = "App"
    graph.modules[2].target = "App"
    graph.modules[2].package = 1
    let finding = Finding(rule: "walls", from: "App", to: "Core", target: "web:App", path: "a.swift", message: "no")
    #expect(GraphSubject(graph: graph, findings: [finding]).edges.map { $0.violations.count } == [0, 1])
  }
}
