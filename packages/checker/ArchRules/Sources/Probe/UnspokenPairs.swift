import PackageGraph

/// The search for ordered pairs of groups of which no rule says whether one may import the other.
struct UnspokenPairs {
  let world: ProbeWorld

  func find() -> [ProbeReport.GroupPair] {
    let groups = world.ruleSet.groups.map { (name: $0.name, members: world.index.groups[$0.name]!) }
    let all = (importers: groups.map { world.importers($0.members) }, imported: groups.map(\.members.modules))
    // For each rule, the members of each group that it speaks of as importers, and as imported.
    let spoken = world.ruleSet.rules.filter { $0.severity != .off }.compactMap(\.kind.spokenImports).map { imports in
      let (from, to) = (imports.importers.map { world.membership(of: $0) }, imports.imported.map { world.membership(of: $0) })
      return (
        importers: all.importers.map { members in members.filter { from?.contains($0) ?? true } },
        imported: all.imported.map { members in members.filter { to?.contains($0) ?? true } }
      )
    }
    var pairs: [ProbeReport.GroupPair] = []
    for from in groups.indices {
      for to in groups.indices where hasPair(all.importers[from], all.imported[to]) {
        if spoken.contains(where: { hasPair($0.importers[from], $0.imported[to]) }) { continue }
        pairs.append(ProbeReport.GroupPair(from: groups[from].name, to: groups[to].name))
      }
    }
    return pairs
  }

  /// Returns whether one of the importers could import another module: a group with a single member has no import within.
  private func hasPair(_ importers: [ModuleID], _ imported: [ModuleID]) -> Bool {
    !importers.isEmpty && !imported.isEmpty && (importers.count > 1 || imported.count > 1 || importers != imported)
  }
}
