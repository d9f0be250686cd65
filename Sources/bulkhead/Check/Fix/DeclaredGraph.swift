import ArchRules
import PackageGraph

/// What the manifests of a repository declare, while it is being changed.
struct DeclaredGraph {
  private let graph: ModuleGraph
  /// By module and by the index of the dependency; empty for one that is taken out. What is added stands behind the others.
  private var dependencies: [[[ModuleID]]]
  /// By module, all of them in one list.
  private var successors: [[ModuleID]]
  private var packages: [[Int]]
  /// The modules that each module imports in some build, in order.
  private let imports: [[ModuleID]]

  init(_ graph: ModuleGraph) {
    self.graph = graph
    dependencies = graph.modules.map { module in module.dependencies.map(\.modules) }
    successors = dependencies.map { Array($0.joined()) }
    packages = graph.packages.map { $0.dependencies.compactMap(\.self) }
    var imports: [Set<ModuleID>] = Array(repeating: [], count: graph.modules.count)
    for edge in graph.imports where edge.kind != .canImport && !edge.isNeverBuilt { imports[edge.from].insert(edge.to) }
    self.imports = imports.map { $0.sorted() }
  }

  /// The targets from `end` to itself that would depend on one another if `end` depended on `start`; `nil` where none would.
  func cycle(addingDependencyOf end: ModuleID, on start: ModuleID) -> [String]? {
    let edges = { (from: ModuleID) in graph.modules[from].plugins.isEmpty ? successors[from] : successors[from] + graph.modules[from].plugins }
    if start != end, !Self.reached(from: [start], in: successors.count, edges)[end] { return nil }
    let digraph = { Digraph(nodeCount: successors.count, edges: successors.indices.flatMap { from in edges(from).map { (from, $0) } }) }
    let way = start == end ? [start] : digraph().shortestPath(from: start, to: end)
    return way.map { ([end] + $0).map { graph.modules[$0].name } }
  }

  /// Likewise for packages.
  ///
  /// - Parameter mayReturn: whether a package may depend on itself by way of others, as SwiftPM lets those do that are written for 6.0. If all
  ///   on the ways from `start` to `end` may, none is a cycle.
  func packageCycle(addingDependencyOf end: Int, on start: Int, mayReturn: (Int) -> Bool) -> [String]? {
    let digraph = Digraph(nodeCount: packages.count, edges: packages.enumerated().flatMap { from, all in all.map { (from, $0) } })
    guard let way = start == end ? [start] : digraph.shortestPath(from: start, to: end) else { return nil }
    let isOnWay = { (package: Int) in
      package == start || package == end || reaches(package: package, from: start) && reaches(package: end, from: package)
    }
    if start != end, packages.indices.allSatisfy({ mayReturn($0) || !isOnWay($0) }) { return nil }
    return ([end] + way).map { graph.packages[$0].name }
  }

  /// Whether a package depends on another, directly or by way of others.
  func reaches(package: Int, from start: Int) -> Bool { Self.reached(from: [start], in: packages.count) { packages[$0] }[package] }

  /// A module that loses by a removal another that it imports, or one that it may import: what it imports is then not known.
  struct Loss {
    let importer: ModuleID
    let module: ModuleID?
  }

  /// What is lost if these dependencies of a target are taken out: by the target itself, or by one that reaches them through it.
  ///
  /// - Parameter opaque: modules of which it is not known what they import.
  func loss(removing places: [Int], of target: ModuleID, opaque: Set<ModuleID>) -> Loss? {
    if opaque.contains(target) { return Loss(importer: target, module: nil) }
    var without = self
    without.remove(places, of: target)
    // Nobody loses what the target does not.
    let (had, has) = (reached(from: [target]), without.reached(from: [target]))
    let lost = graph.modules.indices.map { had[$0] && !has[$0] }
    if !lost.contains(true) { return nil }
    let bringsUnread = lost.indices.contains { lost[$0] && graph.modules[$0].isAssumed }
    for importer in imports.indices {
      let wanted = imports[importer].filter { module in
        (lost[module] || bringsUnread && isForeign(module)) && !without.successors[importer].contains(module)
      }
      if wanted.isEmpty && !opaque.contains(importer) { continue }
      // Who has no manifest has modules by those that it imports.
      let starts = graph.modules[importer].isFolders ? imports[importer] : [importer]
      let (before, after) = (reached(from: starts), without.reached(from: starts))
      let losses = lost.indices.filter { before[$0] && !after[$0] }
      if losses.isEmpty { continue }
      if opaque.contains(importer) { return Loss(importer: importer, module: nil) }
      // Of a fetched package that is not read, any other may come.
      let losesUnread = losses.contains { graph.modules[$0].isAssumed }
      if let module = wanted.first(where: { !after[$0] && (before[$0] || losesUnread && isForeign($0)) }) {
        return Loss(importer: importer, module: module)
      }
    }
    return nil
  }

  mutating func add(_ modules: [ModuleID], to target: ModuleID) {
    dependencies[target].append(modules)
    successors[target] += modules
  }
  mutating func add(package: Int, to dependent: Int) { packages[dependent].append(package) }
  mutating func remove(_ places: [Int], of target: ModuleID) {
    for place in places { dependencies[target][place] = [] }
    successors[target] = Array(dependencies[target].joined())
  }

  private func isForeign(_ module: ModuleID) -> Bool { [.product, .unknown].contains(graph.modules[module].origin) }

  /// The modules to which declared dependencies lead from some others.
  private func reached(from starts: [ModuleID]) -> [Bool] { Self.reached(from: starts, in: successors.count) { successors[$0] } }

  private static func reached(from starts: [Int], in count: Int, _ successors: (Int) -> [Int]) -> [Bool] {
    var reached = Array(repeating: false, count: count)
    var open = starts
    while let next = open.popLast() {
      for successor in successors(next) where !reached[successor] {
        reached[successor] = true
        open.append(successor)
      }
    }
    return reached
  }
}
