import ArchRules
import PackageGraph

/// What the manifests of a repository declare, while it is being changed.
struct DeclaredGraph {
  private let graph: ModuleGraph
  /// By module and by the index of the dependency; empty for one that is taken out. What is added stands behind the others.
  private var dependencies: [[[ModuleID]]]
  private var packages: [[Int]]
  /// The targets of the repository that import each module.
  private let importers: [ModuleID: Set<ModuleID>]

  init(_ graph: ModuleGraph) {
    self.graph = graph
    dependencies = graph.modules.map { module in module.dependencies.map(\.modules) }
    packages = graph.packages.map { $0.dependencies.compactMap(\.self) }
    var importers: [ModuleID: Set<ModuleID>] = [:]
    for edge in graph.imports where edge.kind != .canImport { importers[edge.to, default: []].insert(edge.from) }
    self.importers = importers
  }

  /// The targets from `end` to itself that would depend on one another if `end` depended on `start`; `nil` where none would.
  func cycle(addingDependencyOf end: ModuleID, on start: ModuleID) -> [String]? {
    let way = start == end ? [start] : digraph.shortestPath(from: start, to: end)
    return way.map { ([end] + $0).map { graph.modules[$0].name } }
  }

  /// Likewise for packages.
  func packageCycle(addingDependencyOf end: Int, on start: Int) -> [String]? {
    let digraph = Digraph(nodeCount: packages.count, edges: packages.enumerated().flatMap { from, all in all.map { (from, $0) } })
    let way = start == end ? [start] : digraph.shortestPath(from: start, to: end)
    return way.map { ([end] + $0).map { graph.packages[$0].name } }
  }

  /// The name of the first target that would lose a module that it imports, were these dependencies of another target taken out.
  func targetThatNeeds(_ places: [Int], of target: ModuleID) -> String? {
    var without = self
    without.remove(places, of: target)
    let (before, after) = (digraph, without.digraph)
    for module in places.flatMap({ dependencies[target][$0] }) {
      let losing = (importers[module] ?? []).sorted().first { importer in
        importer != target && !dependencies[importer].contains { $0.contains(module) } && before.shortestPath(from: importer, to: module) != nil
          && after.shortestPath(from: importer, to: module) == nil
      }
      if let losing { return graph.modules[losing].name }
    }
    return nil
  }

  mutating func add(_ modules: [ModuleID], to target: ModuleID) { dependencies[target].append(modules) }
  mutating func add(package: Int, to dependent: Int) { packages[dependent].append(package) }
  mutating func remove(_ places: [Int], of target: ModuleID) { for place in places { dependencies[target][place] = [] } }

  private var digraph: Digraph {
    let edges = dependencies.enumerated().flatMap { from, all in (all.joined() + graph.modules[from].plugins).map { (from, $0) } }
    return Digraph(nodeCount: dependencies.count, edges: edges)
  }
}
