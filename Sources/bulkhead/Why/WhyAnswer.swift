import ArchRules
import PackageGraph

/// How one module comes to another.
struct WhyAnswer {
  let graph: ModuleGraph
  let from: ModuleID
  let to: ModuleID
  /// Every place in `from` that names `to`, in order of file and place.
  let direct: [ImportEdge]
  /// A shortest way, the first import of each step; empty where there is none.
  let chain: [ImportEdge]

  init(graph: ModuleGraph, from: ModuleID, to: ModuleID) {
    self.graph = graph
    self.from = from
    self.to = to
    direct = graph.imports.filter { $0.from == from && $0.to == to }
    // What `canImport` asks about need not be there: a question leads nowhere.
    let leading = graph.imports.filter { $0.kind != .canImport }
    let digraph = Digraph(nodeCount: graph.modules.count, edges: leading.map { (from: $0.from, to: $0.to) })
    let way = digraph.shortestPath(from: from, to: to) ?? []
    chain = zip(way, way.dropFirst()).compactMap { step in leading.first { $0.from == step.0 && $0.to == step.1 } }
  }

  func name(_ module: ModuleID) -> String { graph.modules[module].name }
}
