import PackageGraph

/// Finds the modules that a finding speaks of.
struct ModuleNames {
  private let byName: [String: [ModuleID]]
  private let byTarget: [String: ModuleID]

  init(_ graph: ModuleGraph) {
    byName = Dictionary(grouping: graph.modules.indices) { graph.modules[$0].name }
    let targets = graph.modules.enumerated().compactMap { id, module in
      module.package.flatMap { package in module.target.map { ("\(graph.packages[package].folder):\($0)", id) } }
    }
    byTarget = Dictionary(targets) { first, _ in first }
  }

  func modules(named name: String) -> [ModuleID] { byName[name] ?? [] }

  /// Several packages may have a module of one name: `target` says which of them is meant, if it is one of them.
  func modules(named name: String, target: String?) -> [ModuleID] {
    let all = modules(named: name)
    if let target, let module = byTarget[target], all.contains(module) { return [module] }
    return all
  }

  func subjects(of finding: Finding) -> [ModuleID] {
    if let target = finding.target, let module = byTarget[target] { return [module] }
    return finding.from.map { modules(named: $0) } ?? []
  }
}
