import PackageGraph

extension RuleCheck {
  /// Each import of a module that a package supplies is of one that the target's own dependencies supply.
  ///
  /// Modules of the platform are no dependencies, and a module of a package that is not at hand cannot be told from them: the notice about
  /// missing checkouts says so. Asking `canImport` needs no declaration.
  mutating func checkDeclared(_ selection: Selection?) {
    let declarations = Digraph(
      nodeCount: graph.modules.count,
      edges: graph.modules.indices.flatMap { from in graph.modules[from].dependencies.flatMap(\.modules).map { (from, $0) } })
    for target in context.targets(in: selection) {
      for link in links.links(from: target) where graph.modules[link.to].origin != .platform {
        if declarations.successors(of: target).contains(link.to) { continue }
        let places = links.places(link).filter { $0.kind != .canImport }
        if places.isEmpty || ledger.excepts(target, link.to) { continue }
        let because = explain(declarations.shortestPath(from: target, to: link.to), link)
        for edge in places { report(edge, because: because) }
      }
    }
  }

  private func explain(_ way: [ModuleID]?, _ link: ImportLink) -> String {
    guard let way else {
      return "\(name(link.from)) does not declare it, and no dependency that it declares leads there: it builds by luck of order, if at all"
    }
    let through = way.dropFirst().dropLast().map { name($0) }.joined(separator: " → ")
    return "\(name(link.from)) does not declare it, and reaches it only through \(through), which the manifest declares: declare it directly"
  }
}
