import Calendar
import PackageGraph

extension RuleSet {
  /// Everything in the graph that is not as the rules say, and everything about the rules that keeps them from saying it, in order of place.
  ///
  /// `today` decides which exceptions are over. Rules that are `off` are not evaluated; their globs must match all the same.
  public func evaluate(_ graph: ModuleGraph, today: CalendarDate) -> [Finding] {
    let context = EvaluationContext(graph: graph, index: SelectionIndex(self, graph), links: ImportLinks(graph), today: today)
    var findings = graph.notices.map { Finding($0, in: graph) }
    findings += ConfigurationCheck(ruleSet: self, context: context).findings()
    for rule in rules where rule.severity != .off {
      findings += RuleCheck.findings(of: rule, path: path, context)
    }
    return findings.sorted(by: Finding.isBefore)
  }
}

/// What every rule of one evaluation looks things up in.
struct EvaluationContext: Sendable {
  let graph: ModuleGraph
  let index: SelectionIndex
  let links: ImportLinks
  let today: CalendarDate

  func isTarget(_ module: ModuleID) -> Bool { graph.modules[module].origin == .repository }

  /// The targets of the repository that a rule is about: those selected, or all.
  func targets(in selection: Selection?) -> [ModuleID] {
    let candidates = selection.map { index.membership(of: $0).modules } ?? Array(graph.modules.indices)
    return candidates.filter { isTarget($0) }
  }
}
