import ArchRules
import PackageGraph

extension Report {
  /// The report of a check.
  ///
  /// - Parameters:
  ///   - separate: the findings, one for each rule that an import breaks, in the order of evaluation: by path and place.
  ///   - baselined: how many the baseline knows, which are not among them.
  init(findings separate: [Finding], baselined: Int = 0, graph: ModuleGraph, ruleSet: RuleSet) {
    let findings = separate.joined(inOrderOf: ruleSet.rules)
    let targets = graph.modules.count { $0.origin == .repository }
    let statistics = graph.statistics
    self.init(
      command: "check", findings: findings, separateFindings: separate, criteria: ruleSet.rules.map { Criterion($0, in: ruleSet.path) },
      source: ruleSet.path,
      counts: [
        Count("baselined", baselined), Count("targets", targets), Count("files", statistics.files), Count("imports", statistics.imports),
      ],
      unowned: graph.unowned, summary: Self.summary(findings, baselined: baselined, targets: targets, graph, ruleSet))
  }

  private static func summary(
    _ findings: [Finding], baselined: Int, targets: Int, _ graph: ModuleGraph, _ ruleSet: RuleSet
  ) -> String {
    let statistics = graph.statistics
    let unowned = graph.unowned.reduce(0) { $0 + $1.fileCount }
    let folderModules = graph.modules.count(where: \.isFolders)
    let scope = "\(count(targets, "target")), \(count(statistics.files, "file")), \(count(statistics.imports, "import"))"
    let known =
      (baselined == 0 ? "" : "; \(count(baselined, "known finding")) in the baseline")
      + (folderModules == 0 ? "" : "; \(count(folderModules, "module")) of folders, whose imports no manifest declares")
      + (unowned == 0 ? "" : "; \(count(unowned, "Swift file")) in no target, which no rule binds")
    let unlisted = Set(graph.modules.filter(\.isAssumed).compactMap(\.identity)).count
    let told =
      unlisted == 0
      ? "" : "; of \(count(unlisted, "fetched package")) only the products' names are known, see bulkhead init --modules"
    let active = ruleSet.rules.count { $0.severity != .off }
    if findings.isEmpty && active == 0 { return "No rule is on: \(scope)." }
    if findings.isEmpty { return "\(active == 1 ? "The rule holds" : "All \(active) rules hold"): \(scope)\(known)\(told)." }
    return "\(count(findings.errors, "error")), \(count(findings.warnings, "warning")): \(count(active, "rule")), \(scope)\(known)\(told)."
  }
}

extension Report.Criterion {
  fileprivate init(_ rule: Rule, in path: String) {
    let place = rule.position.map { " (\(path):\($0.line))" } ?? ""
    self.init(
      id: rule.id, severity: rule.severity, title: "A rule of kind \(rule.kind.name).", reason: rule.reason,
      help: "More: bulkhead explain \(rule.id)\(place)")
  }
}
