import PackageGraph

/// A link: all places at which one module names another.
struct ImportLink: Sendable {
  let from: ModuleID
  let to: ModuleID
  /// The range of its places in `ImportLinks.order`; never empty.
  fileprivate let range: Range<Int>
  /// Whether it has an import declaration, rather than a `canImport` or `#externalMacro` alone.
  let isImport: Bool
  /// Whether some build has one of its places, and one of its import declarations.
  let (isBuilt, isBuiltImport): (Bool, Bool)
  /// Whether some build has a re-export.
  let isExported: Bool
}

/// The graph's imports, grouped by pairs of modules. A module that names itself has no link.
struct ImportLinks: Sendable {
  private let imports: [ImportEdge]
  /// The indexes in `imports`, by importing module, then imported one, then in the graph's order.
  private let order: [Int]
  /// The links in that order; those of module `m` are `links[starts[m]..<starts[m + 1]]`.
  private let links: [ImportLink]
  private let starts: [Int]
  let digraph: Digraph
  /// The further modules that importers of each module get, with the modules that pass them on.
  private let reexports: [[Reexport]]

  /// A module that another re-exports; `way` begins with the module imported and ends with the one re-exported.
  struct Reexport: Sendable {
    let way: [ModuleID]
    var module: ModuleID { way[way.count - 1] }
  }

  init(_ graph: ModuleGraph) {
    let count = graph.modules.count
    imports = graph.imports
    let crossing = imports.indices.filter { [imports] in imports[$0].from != imports[$0].to }
    order = Self.sorted(Self.sorted(crossing, count) { [imports] in imports[$0].to }, count) { [imports] in imports[$0].from }
    links = Self.links(imports, order)
    var starts = Array(repeating: 0, count: count + 1)
    for link in links { starts[link.from + 1] += 1 }
    for module in 0..<count { starts[module + 1] += starts[module] }
    self.starts = starts
    digraph = Digraph(nodeCount: count, edges: links.map { ($0.from, $0.to) })
    reexports = Self.reexports(links, count)
  }

  func links(from module: ModuleID) -> ArraySlice<ImportLink> { links[starts[module]..<starts[module + 1]] }

  func link(from: ModuleID, to: ModuleID) -> ImportLink? {
    var (low, high) = (starts[from], starts[from + 1])
    while low < high {
      let middle = (low + high) / 2
      if links[middle].to < to { low = middle + 1 } else { high = middle }
    }
    return low < starts[from + 1] && links[low].to == to ? links[low] : nil
  }

  /// Returns the places to report: asking `canImport` of a module adds nothing where the target imports it.
  func places(_ link: ImportLink) -> [ImportEdge] {
    let edges = edges(link)
    return link.isImport ? edges.filter { $0.kind != .canImport } : edges
  }

  /// Returns the place to show for the whole link: an import where there is one.
  func first(_ link: ImportLink) -> ImportEdge {
    let edges = edges(link)
    return edges.first { $0.kind == .import && !$0.isNeverBuilt } ?? edges.first { $0.kind == .import }
      ?? edges.first { $0.kind == .externalMacro } ?? edges[0]
  }

  func exportedEdge(_ link: ImportLink) -> ImportEdge? { edges(link).first { $0.isExported && !$0.isNeverBuilt } }

  /// Returns the re-exports of a module in order of length, then of modules.
  func reexports(of module: ModuleID) -> [Reexport] { reexports[module] }

  private func edges(_ link: ImportLink) -> [ImportEdge] { order[link.range].map { imports[$0] } }

  /// Returns the indexes sorted by module, by a stable counting sort.
  private static func sorted(_ indices: [Int], _ count: Int, by key: (Int) -> ModuleID) -> [Int] {
    var next = Array(repeating: 0, count: count + 1)
    for index in indices { next[key(index) + 1] += 1 }
    for module in 0..<count { next[module + 1] += next[module] }
    var sorted = Array(repeating: 0, count: indices.count)
    for index in indices {
      let module = key(index)
      sorted[next[module]] = index
      next[module] += 1
    }
    return sorted
  }

  private static func links(_ imports: [ImportEdge], _ order: [Int]) -> [ImportLink] {
    var links: [ImportLink] = []
    var start = 0
    while start < order.count {
      let (from, to) = (imports[order[start]].from, imports[order[start]].to)
      var end = start
      while end < order.count, imports[order[end]].from == from, imports[order[end]].to == to { end += 1 }
      let edges = order[start..<end].lazy.map { imports[$0] }
      let isImport = edges.contains { $0.kind == .import }
      let built = edges.filter { !$0.isNeverBuilt }
      links.append(
        ImportLink(
          from: from, to: to, range: start..<end, isImport: isImport, isBuilt: !built.isEmpty,
          isBuiltImport: built.contains { $0.kind == .import }, isExported: built.contains { $0.isExported }))
      start = end
    }
    return links
  }

  private static func reexports(_ links: [ImportLink], _ count: Int) -> [[Reexport]] {
    let exports = Digraph(nodeCount: count, edges: links.filter(\.isExported).map { ($0.from, $0.to) })
    return (0..<count).map { module in
      if exports.successors(of: module).isEmpty { return [] }
      let tree = ShortestPathTree(exports, from: module)
      return tree.reached.map { Reexport(way: tree.path(to: $0)) }
    }
  }
}
