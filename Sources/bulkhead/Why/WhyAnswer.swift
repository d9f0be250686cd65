import ArchRules
import PackageGraph

/// How one module comes to another.
struct WhyAnswer {
  let graph: ModuleGraph
  let from: ModuleID
  let to: ModuleID
  /// Every place in `from` that names `to`, in order of file and place, and the use of it as a build tool plugin.
  let direct: [ImportEdge]
  /// A shortest way, the first import of each step; empty where there is none.
  let chain: [ImportEdge]

  init(graph: ModuleGraph, from: ModuleID, to: ModuleID) {
    self.graph = graph
    self.from = from
    self.to = to
    let places = graph.imports + graph.pluginUses
    direct = places.filter { $0.from == from && $0.to == to }
    let digraph = Digraph(nodeCount: graph.modules.count, edges: places.map { (from: $0.from, to: $0.to) })
    let way = digraph.shortestPath(from: from, to: to) ?? []
    // As `check` does: every kind of edge leads, but an import says more than a question (`canImport`).
    chain = zip(way, way.dropFirst()).compactMap { step in
      let edges = places.filter { $0.from == step.0 && $0.to == step.1 }
      return edges.first { $0.kind == .import } ?? edges.first { $0.kind == .externalMacro } ?? edges.first
    }
  }

  func name(_ module: ModuleID) -> String { graph.modules[module].name }
}
