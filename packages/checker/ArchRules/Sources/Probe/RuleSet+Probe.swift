import Calendar
import PackageGraph

extension RuleSet {
  /// Tests the rules themselves: makes in memory the imports that each must refuse, and reports which pass.
  ///
  /// For each pair of groups that a rule speaks of, an import is made between members of the two, real ones if the graph has them and else
  /// ones made up to the groups' globs, and the rule is evaluated on it.
  ///
  /// - Parameter today: The date that decides which exceptions have expired.
  public func probe(_ graph: ModuleGraph, today: CalendarDate) -> ProbeReport {
    let world = ProbeWorld(self, graph)
    let probes = rules.map { rule in
      let isOff = rule.severity == .off
      let attempts = isOff ? [] : RuleProber.attempts(world, rule, today: today)
      return ProbeReport.RuleProbe(id: rule.id, kind: rule.kind.name, isOff: isOff, attempts: attempts)
    }
    return ProbeReport(rules: probes, unspokenPairs: UnspokenPairs(world: world).find())
  }
}
