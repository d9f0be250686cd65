import PackageGraph

extension RuleCheck {
  /// Of each declared dependency, some module is imported, asked for by `canImport`, or named in `#externalMacro`. A re-export (`@_exported
  /// import`) is an import; what arrives by the re-export of another module is not.
  ///
  /// What no import could show is not judged: dependencies of targets without Swift sources, and dependencies on plugins and on executables
  /// (they are run), on binaries and on packages that are not at hand (their modules are not known).
  mutating func checkUsed(_ selection: Selection?) {
    for target in context.targets(in: selection) where isScanned(target) {
      for dependency in graph.modules[target].dependencies where !dependency.modules.isEmpty {
        let modules = dependency.modules
        if modules.contains(where: { links.link(from: target, to: $0) != nil || !isJudged($0) }) { continue }
        // The ledger is asked last, so that only what is refused counts as needed.
        if modules.map({ ledger.excepts(target, $0) }).contains(true) { continue }
        let over = modules.lazy.compactMap { [ledger] in ledger.end(target, $0) }.first.map { "; the exception for it ended on \($0)" } ?? ""
        report(
          target: target, to: modules.count == 1 ? name(modules[0]) : dependency.name, at: dependency.position,
          message: "\(name(target)) declares \(dependency.name), but none of its files imports it\(hint(target, modules))\(over)")
      }
    }
  }

  private func isScanned(_ target: ModuleID) -> Bool {
    graph.modules[target].fileCount > 0 || !links.links(from: target).isEmpty
  }

  private func isJudged(_ module: ModuleID) -> Bool {
    if graph.modules[module].origin == .product { return false }
    return switch graph.modules[module].kind {
    case .plugin, .executable, .binary: false
    default: true
    }
  }

  /// Who has use for the dependency instead, or where the module comes from as it is.
  private func hint(_ target: ModuleID, _ modules: [ModuleID]) -> String {
    for link in links.links(from: target) where link.isImport {
      if let reexport = links.reexports(of: link.to).first(where: { modules.contains($0.module) }) {
        return "; it gets \(name(reexport.module)) only through the re-export of \(name(link.to))"
      }
    }
    let tests = graph.modules.indices.filter { candidate in
      let module = graph.modules[candidate]
      return module.isTest && module.dependencies.contains { $0.modules.contains(target) }
        && modules.contains { links.link(from: candidate, to: $0) != nil }
    }
    if tests.isEmpty { return "" }
    let users = "; only \(tests.map { name($0) }.joined(separator: ", ")) \(tests.count == 1 ? "does" : "do")"
    let undeclared = tests.filter { test in !graph.modules[test].dependencies.contains { !Set($0.modules).isDisjoint(with: modules) } }
    if undeclared.isEmpty { return "\(users), by a declaration of \(tests.count == 1 ? "its" : "their") own" }
    return "\(users): declare it in \(undeclared.map { name($0) }.joined(separator: ", "))"
  }
}
