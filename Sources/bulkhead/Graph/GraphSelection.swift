import PackageGraph

/// The modules that are drawn.
struct GraphSelection {
  /// By module.
  private(set) var isVisible: [Bool]

  /// Tests and modules from outside are left out unless asked for, except where leaving them out would hide a violation.
  ///
  /// - Throws: `Failure` where `options.focus` is no module of the graph.
  init(_ subject: GraphSubject, _ options: GraphOptions) throws {
    let modules = subject.graph.modules
    isVisible = modules.map { module in
      if module.origin != .repository { return options.includesExternal }
      return options.includesTests || !module.isTest
    }
    for edge in subject.edges where !edge.violations.isEmpty {
      isVisible[edge.from] = true
      isVisible[edge.to] = true
    }
    for module in modules.indices where !subject.moduleFindings[module].isEmpty { isVisible[module] = true }
    if let focus = options.focus { keepNeighbours(of: try ModuleLookup.find(focus, in: subject.graph), depth: options.depth, in: subject) }
  }

  private mutating func keepNeighbours(of centre: ModuleID, depth: Int, in subject: GraphSubject) {
    let modules = subject.graph.modules
    var importers: [[ModuleID]] = modules.map { _ in [] }
    var imported = importers
    for edge in subject.edges {
      imported[edge.from].append(edge.to)
      importers[edge.to].append(edge.from)
    }
    let wasVisible = isVisible
    isVisible = modules.map { _ in false }
    for neighbours in [importers, imported] {
      var isReached = modules.map { _ in false }
      var frontier = [centre]
      for _ in 0...max(0, depth) {
        for module in frontier { isReached[module] = true }
        frontier = frontier.flatMap { neighbours[$0].filter { wasVisible[$0] && !isReached[$0] } }
      }
      for module in modules.indices where isReached[module] { isVisible[module] = true }
    }
  }
}
