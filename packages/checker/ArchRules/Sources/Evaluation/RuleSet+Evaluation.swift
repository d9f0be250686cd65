import Calendar
import PackageGraph

extension RuleSet {
  /// Returns every finding in the graph, and every finding about the rules themselves, in order of place.
  ///
  /// Rules that are `off` are not evaluated; their globs must match all the same.
  ///
  /// - Parameters:
  ///   - today: The date that decides which exceptions have expired.
  ///   - changes: What is new, where that is known: a finding that stands for several imports is placed at the newest.
  public func evaluate(_ graph: ModuleGraph, today: CalendarDate, changes: ChangedLines? = nil) -> [Finding] {
    let context = EvaluationContext(
      graph: graph, index: SelectionIndex(self, graph), links: ImportLinks(graph), today: today, changes: changes)
    var findings = graph.notices.map { Finding($0, in: graph) }
    findings += ConfigurationCheck(ruleSet: self, context: context).findings()
    for rule in rules where rule.severity != .off {
      findings += RuleCheck.findings(of: rule, path: path, context)
    }
    return findings.sorted(by: Finding.isBefore)
  }
}

/// The data that every rule of one evaluation looks things up in.
struct EvaluationContext: Sendable {
  let graph: ModuleGraph
  let index: SelectionIndex
  let links: ImportLinks
  let today: CalendarDate
  var changes: ChangedLines?

  func isTarget(_ module: ModuleID) -> Bool { graph.modules[module].origin == .repository }

  /// Returns the targets of the repository that a rule is about: those selected, or all.
  func targets(in selection: Selection?) -> [ModuleID] {
    let candidates = selection.map { index.membership(of: $0).modules } ?? Array(graph.modules.indices)
    return candidates.filter { isTarget($0) }
  }
}
