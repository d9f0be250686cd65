import PackageGraph

/// Finds the ordered pairs of groups of which no rule says whether one may import the other.
struct UnspokenPairs {
  let world: ProbeWorld

  func find() -> [ProbeReport.GroupPair] {
    let groups = world.ruleSet.groups.map { (name: $0.name, members: world.index.groups[$0.name]!) }
    let all = (importers: groups.map { world.importers($0.members) }, imported: groups.map(\.members.modules))
    // For each rule, the members of each group that it speaks of as importers, and as imported.
    let spoken = world.ruleSet.rules.filter { $0.severity != .off }.compactMap { subjects(of: $0.kind) }.map { rule in
      (
        importers: all.importers.map { members in members.filter { rule.importers?.contains($0) ?? true } },
        imported: all.imported.map { members in members.filter { rule.imported?.contains($0) ?? true } }
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

  /// Whether one of the importers could import another module: a group with a single member has no import within.
  private func hasPair(_ importers: [ModuleID], _ imported: [ModuleID]) -> Bool {
    !importers.isEmpty && !imported.isEmpty && (importers.count > 1 || imported.count > 1 || importers != imported)
  }

  /// Whose imports of what a rule of this kind allows or refuses; `nil` within is anyone and anything.
  private func subjects(of kind: Rule.Kind) -> (importers: Membership?, imported: Membership?)? {
    switch kind {
    case .allow(let from, _): (world.membership(of: from), nil)
    case .forbid(let from, let to, _), .require(let from, let to): (world.membership(of: from), world.membership(of: to))
    case .restrict(let to, _): (nil, world.membership(of: to))
    case .independent(let members), .layers(let members, _): (world.membership(of: members), world.membership(of: members))
    case .acyclic, .declared, .used, .covered: nil
    }
  }
}
