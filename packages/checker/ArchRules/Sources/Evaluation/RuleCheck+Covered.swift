import PackageGraph

extension RuleCheck {
  /// Each target is in some group.
  mutating func checkCovered(_ selection: Selection?, _ groups: [Group]) {
    let memberships = groups.compactMap { context.index.groups[$0.name] }
    for target in context.targets(in: selection) where !memberships.contains(where: { $0.contains(target) }) && !ledger.excepts(target) {
      let over = ledger.end(target).map { "; the exception for it ended on \($0)" } ?? ""
      report(target: target, message: "\(name(target)) (\(graph.modules[target].folder ?? ".")) is in no group\(over)")
    }
  }
}
