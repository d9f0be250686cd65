import ArchRules
import PackageGraph
import SwiftImports
import TestSupport

@testable import Bulkhead

/// A graph from lines such as `App -> Core Net`: each name is a target of one package, each arrow an import.
///
/// Names that end in `Tests` are test targets. `~>` is a dependency that is declared and not imported, `?>` a `canImport`.
func makeGraph(_ lines: String..., external: [String] = []) -> ModuleGraph {
  var graph = ModuleGraph()
  graph.packages = [Package(name: "demo", folder: ".")]
  var names: [String] = []
  var arrows: [(from: String, sign: String, to: String)] = []
  for line in lines {
    let words = line.split(separator: " ").map(String.init)
    if !names.contains(words[0]) { names.append(words[0]) }
    for word in words.dropFirst(2) {
      arrows.append((words[0], words[1], word))
      if !names.contains(word) { names.append(word) }
    }
  }
  let targets = names.filter { !external.contains($0) }.sorted()
  graph.modules = targets.map { name in
    Module(name: name, kind: name.hasSuffix("Tests") ? .test : .library, package: 0, target: name, folder: "Sources/\(name)")
  }
  graph.modules += external.sorted().map { Module(name: $0, origin: .platform) }
  let index = { (name: String) in graph.modules.firstIndex { $0.name == name }! }
  for (number, arrow) in arrows.enumerated() {
    let (from, to) = (index(arrow.from), index(arrow.to))
    if arrow.sign == "~>" {
      graph.modules[from].dependencies.append(DeclaredDependency(name: arrow.to, modules: [to]))
    } else {
      graph.imports.append(
        ImportEdge(
          from: from, to: to, kind: arrow.sign == "?>" ? .canImport : .import, path: "Sources/\(arrow.from)/File.swift",
          position: SourcePosition(line: number + 1, column: 8)))
    }
  }
  graph.imports.sort { ($0.from, $0.path, $0.position.line) < ($1.from, $1.path, $1.position.line) }
  return graph
}

/// A finding of `from` importing `to`.
func finding(_ rule: String, _ from: String, _ to: String) -> Finding {
  Finding(rule: rule, from: from, to: to, target: ".:\(from)", path: "Sources/\(from)/File.swift", message: "no")
}

/// The nodes and edges of a diagram alone, for layouts.
func makeDiagram(nodes: Int, edges: [(from: Int, to: Int)]) -> Diagram {
  var seen: Set<[Int]> = []
  let unique = edges.filter { $0.from != $0.to && seen.insert([$0.from, $0.to]).inserted }.sorted { ($0.from, $0.to) < ($1.from, $1.to) }
  return Diagram(
    title: "demo", groups: [], nodes: (0..<nodes).map { .init(label: "Node\($0)", details: [], group: nil, shape: .library, violations: []) },
    edges: unique.map { .init(from: $0.from, to: $0.to, kind: .imported, count: 1, details: [], violations: []) })
}

/// A diagram with one layer upon another, as repositories have them, and a few edges that go anywhere.
func makeLayeredDiagram(nodes: Int, strayEdges: Int, generator: inout SeededGenerator) -> Diagram {
  var edges: [(from: Int, to: Int)] = []
  let layers = 5
  for node in 0..<nodes where node % layers > 0 {
    for _ in 0..<Int.random(in: 1...4, using: &generator) {
      let to = Int.random(in: 0..<nodes, using: &generator)
      if to % layers < node % layers { edges.append((node, to)) }
    }
  }
  for _ in 0..<strayEdges { edges.append((Int.random(in: 0..<nodes, using: &generator), Int.random(in: 0..<nodes, using: &generator))) }
  return makeDiagram(nodes: nodes, edges: edges)
}
