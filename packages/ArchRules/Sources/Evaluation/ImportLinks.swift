import PackageGraph

/// All places at which one module names another.
struct ImportLink: Sendable {
  let from: ModuleID
  let to: ModuleID
  /// In the graph's order; never empty.
  var edges: [ImportEdge]

  /// An import declaration, rather than a `canImport` or `#externalMacro` alone.
  var isImport: Bool { edges.contains { $0.kind == .import } }
  var exportedEdge: ImportEdge? { edges.first { $0.isExported } }
  /// The place to show for the whole link: an import where there is one.
  var first: ImportEdge { edges.first { $0.kind == .import } ?? edges.first { $0.kind == .externalMacro } ?? edges[0] }

  /// The places to report: asking `canImport` of a module says nothing more where the target imports it.
  var places: [ImportEdge] { isImport ? edges.filter { $0.kind != .canImport } : edges }
}

/// The graph's import edges, taken together by pairs of modules. A module that names itself crosses nothing and has no link.
struct ImportLinks: Sendable {
  /// By importing module, in order of the imported one.
  private let links: [[ImportLink]]
  let digraph: Digraph
  /// By module: what those who import it get besides, with the modules that pass it on.
  private let reexports: [[Reexport]]

  /// A module that another passes on: `way` begins with the module imported and ends with the one passed on.
  struct Reexport: Sendable {
    let way: [ModuleID]
    var module: ModuleID { way[way.count - 1] }
  }

  init(_ graph: ModuleGraph) {
    var lists = [[ImportLink]](repeating: [], count: graph.modules.count)
    // Edges come in order of importing modules: the place of a link in its list is looked up by the imported one.
    var place = [Int](repeating: -1, count: graph.modules.count)
    for (from, edges) in Self.edgesByImporter(graph).enumerated() {
      for index in edges {
        let edge = graph.imports[index]
        if edge.to == from { continue }
        if place[edge.to] < 0 {
          place[edge.to] = lists[from].count
          lists[from].append(ImportLink(from: from, to: edge.to, edges: []))
        }
        lists[from][place[edge.to]].edges.append(edge)
      }
      for link in lists[from] { place[link.to] = -1 }
      lists[from].sort { $0.to < $1.to }
    }
    links = lists
    digraph = Digraph(nodeCount: graph.modules.count, edges: lists.joined().map { ($0.from, $0.to) })
    reexports = Self.reexports(lists)
  }

  func links(from module: ModuleID) -> [ImportLink] { links[module] }

  func link(from: ModuleID, to: ModuleID) -> ImportLink? { links[from].first { $0.to == to } }

  /// In order of length, then of modules.
  func reexports(of module: ModuleID) -> [Reexport] { reexports[module] }

  private static func edgesByImporter(_ graph: ModuleGraph) -> [[Int]] {
    var lists = [[Int]](repeating: [], count: graph.modules.count)
    for (index, edge) in graph.imports.enumerated() { lists[edge.from].append(index) }
    return lists
  }

  private static func reexports(_ links: [[ImportLink]]) -> [[Reexport]] {
    let exports = Digraph(nodeCount: links.count, edges: links.joined().filter { $0.exportedEdge != nil }.map { ($0.from, $0.to) })
    return links.indices.map { module in
      if exports.successors(of: module).isEmpty { return [] }
      let tree = ShortestPathTree(exports, from: module)
      return tree.reached.map { Reexport(way: tree.path(to: $0)) }
    }
  }
}
