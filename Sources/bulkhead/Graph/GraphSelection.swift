import PackageGraph

/// The modules that are drawn.
struct GraphSelection {
  /// By module.
  private(set) var isVisible: [Bool]

  /// Tests and modules from outside are left out unless asked for, except where leaving them out would hide a violation.
  ///
  /// - Throws: `GraphError` where `options.focus` is no module of the graph.
  init(_ subject: GraphSubject, _ options: GraphOptions) throws(GraphError) {
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
    if let focus = options.focus { try keepNeighbours(of: focus, depth: options.depth, in: subject) }
  }

  private mutating func keepNeighbours(of focus: String, depth: Int, in subject: GraphSubject) throws(GraphError) {
    let modules = subject.graph.modules
    let centre = modules.indices.filter { modules[$0].name == focus || modules[$0].target == focus || subject.identifier(of: $0) == focus }
    if centre.isEmpty { throw GraphError.unknownModule(focus, suggestion: Nearest.suggestion(for: focus, among: modules.map(\.name))) }
    var importers: [[ModuleID]] = modules.map { _ in [] }
    var imported = importers
    for edge in subject.edges {
      imported[edge.from].append(edge.to)
      importers[edge.to].append(edge.from)
    }
    let wasVisible = isVisible
    isVisible = modules.map { _ in false }
    for neighbours in [importers, imported] {
      var reached = centre
      for _ in 0..<max(0, depth) { reached += reached.flatMap { neighbours[$0].filter { wasVisible[$0] } } }
      for module in reached { isVisible[module] = true }
    }
  }
}

enum GraphError: Error, Equatable, CustomStringConvertible {
  case unknownModule(String, suggestion: String?)

  var description: String {
    switch self {
    case .unknownModule(let name, let suggestion):
      "--focus \(name): there is no such module or target" + (suggestion.map { "; \($0)" } ?? "")
    }
  }
}
