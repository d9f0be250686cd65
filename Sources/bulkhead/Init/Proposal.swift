import ArchRules
import Calendar
import CommandLine
import PackageGraph

/// Rules for a repository that has none: its groups, what holds today, and what does not as a baseline.
struct Proposal {
  /// The rules file.
  let text: String
  let groups: FolderGroups
  /// The rules proposed, with the number of findings that each has today.
  let rules: [(rule: Rule, findings: Int)]
  /// Rules that were thought of and do not hold.
  let dropped: [(rule: Rule, example: Finding)]
  /// Nothing where all holds.
  let baseline: Baseline

  /// - Throws: `Failure` where the repository has findings that neither rules nor a baseline can take in.
  init(_ graph: ModuleGraph, today: CalendarDate) throws {
    guard graph.modules.contains(where: { $0.origin == .repository }) else {
      throw Failure("the packages here have no target to make rules for")
    }
    groups = FolderGroups(graph)
    let named = groups.groups.map { (name: $0.name, selector: $0.selector) }
    let candidates = RuleProposal.all(for: graph, groups)
    var dropped: [(rule: Rule, example: Finding)] = []
    var kept: [Rule] = []
    // Each rule is evaluated from the text it would stand in, so that what is proposed is what was evaluated.
    let all = try Proposal.findings(RulesFileText.text(groups: named, rules: candidates.map(\.rule)), graph, today)
    for candidate in candidates {
      if let example = all.first(where: { $0.rule == candidate.rule.id }), !candidate.isKeptWithFindings {
        dropped.append((candidate.rule, example))
      } else {
        kept.append(candidate.rule)
      }
    }
    text = RulesFileText.text(groups: named, rules: kept)
    let findings = try Proposal.findings(text, graph, today).filter { $0.severity == .error }
    self.dropped = dropped
    rules = kept.map { rule in (rule, findings.count { $0.rule == rule.id }) }
    baseline = Baseline(findings: findings)
    if let left = baseline.apply(to: findings).new.first {
      throw Failure("\(left.path): \(left.message) (\(left.rule)); no rule can be proposed around that: mend it first")
    }
  }

  private static func findings(_ text: String, _ graph: ModuleGraph, _ today: CalendarDate) throws -> [Finding] {
    try RuleSet(parsing: Array(text.utf8), path: "arch-rules.json").evaluate(graph, today: today)
  }

  /// What was chosen and why, for people.
  func explanation(of graph: ModuleGraph) -> [String] {
    var lines = ["groups, from the folders that targets are in:"]
    for group in groups.groups {
      let selector = group.selector.paths.isEmpty ? group.selector.modules : group.selector.paths
      let shown = selector.prefix(4).map(\.text).joined(separator: ", ") + (selector.count > 4 ? ", …" : "")
      let isOutside = group.role == .dependencies || group.role == .platform
      // Several packages may have a product of one name; targets are counted each.
      let number = isOutside ? Set(group.members.map { graph.modules[$0].name }).count : group.members.count
      lines.append("  \(group.name): \(Report.count(number, isOutside ? "module" : "target")) (\(shown))")
    }
    lines.append("rules:")
    for (rule, findings) in rules {
      lines.append(
        "  \(rule.id) (\(rule.kind.name)): " + (findings == 0 ? "holds" : "\(Report.count(findings, "finding")) today, for the baseline"))
    }
    if !dropped.isEmpty { lines.append("left out, since they do not hold:") }
    for (rule, example) in dropped { lines.append("  \(rule.id) (\(rule.kind.name)): \(example.message)") }
    if graph.notices.contains(where: { $0.kind == .missingCheckout }) {
      lines.append(
        "packages that the repository depends on are not at hand, so some imports cannot be attributed: resolve them first for a fuller proposal")
    }
    return lines
  }
}
