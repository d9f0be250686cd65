import PackageGraph

/// Which modules a change of some of them reaches: a target is built anew when what it imports or declares is, or a
/// plugin that runs for it.
struct Impact {
  enum Cause: Equatable {
    /// Something of the module itself changed; the number is its caller's.
    case change(Int)
    /// The module imports or declares another that is affected, or has it for a plugin.
    case through(ModuleID)
  }
  /// By module; `nil` where the change does not reach it.
  private(set) var causes: [Cause?]

  /// - Parameter changes: the modules that changed, each with a number for why.
  init(of changes: [(module: ModuleID, reason: Int)], in graph: ModuleGraph) {
    causes = graph.modules.map { _ in nil }
    var dependents: [[ModuleID]] = graph.modules.map { _ in [] }
    for place in graph.imports { dependents[place.to].append(place.from) }
    for module in graph.modules.indices {
      let declared = graph.modules[module].dependencies.flatMap(\.modules)
      for other in declared + graph.modules[module].plugins { dependents[other].append(module) }
    }
    var open: [ModuleID] = []
    for (module, reason) in changes where causes[module] == nil {
      causes[module] = .change(reason)
      open.append(module)
    }
    // Breadth first, so that the cause named is the nearest.
    var next = 0
    while next < open.count {
      let module = open[next]
      next += 1
      for dependent in dependents[module].sorted() where causes[dependent] == nil {
        causes[dependent] = .through(module)
        open.append(dependent)
      }
    }
  }
}
