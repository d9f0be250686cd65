import ArchRules
import Calendar
import CommandLine
import PackageGraph

/// Rules for a repository that has none: its groups, what holds today, and what does not as a baseline.
struct Proposal {
  /// A rule, and what came of it.
  struct ProposedRule {
    let proposal: RuleProposal
    /// The rule as it is written.
    let rule: Rule
    /// The number of findings that it has today.
    let findings: Int
  }

  let scope: ScopeProposal
  /// The groups that the rules speak of.
  private(set) var groups: [FolderGroups.Group] = []
  private(set) var rules: [ProposedRule] = []
  /// Rules that were thought of and do not hold, with an example of what is against each, as a sentence.
  private(set) var dropped: [(rule: Rule, example: Finding, because: String)] = []
  /// The rules file.
  let text: String
  /// Nothing where all holds.
  let baseline: Baseline

  /// - Parameters:
  ///   - graph: of the repository within the scope.
  ///   - scope: what the repository is proposed to declare of its scope.
  /// - Throws: `Failure` where the repository has findings that neither rules nor a baseline can take in.
  init(_ graph: ModuleGraph, scope: ScopeProposal, today: CalendarDate) throws {
    guard graph.modules.contains(where: { $0.origin == .repository }) else {
      throw Failure("the packages here have no target to make rules for")
    }
    self.scope = scope
    let all = FolderGroups(graph, folderModules: scope.folderModules)
    // Each rule is evaluated from the text it would stand in, so that what is proposed is what was evaluated.
    let evaluate = { (groups: [FolderGroups.Group], rules: [Rule]) in
      try RuleSet(parsing: Array(RulesFileText.text(scope: scope, groups: groups, rules: rules).utf8), path: RuleSet().path)
        .evaluate(graph, today: today)
    }
    var candidates = RuleProposal.all(for: graph, all)
    // A group goes when no rule is left that speaks of it, and then what it covered is covered no more: once more, until all is settled.
    var isSettled = false
    while !isSettled {
      groups = all.groups.filter { group in candidates.contains { $0.rule.speaks(of: group.name) } || !group.selector.sources.isEmpty }
      let findings = Dictionary(grouping: try evaluate(groups, candidates.map(\.rule)), by: \.rule)
      rules = []
      for candidate in candidates {
        let found = findings[candidate.rule.id] ?? []
        if let rule = candidate.rule(with: found.count) {
          rules.append(ProposedRule(proposal: candidate, rule: rule, findings: found.count))
        } else {
          let others = found.count == 1 ? "" : " (and \(found.count - 1) more like it)"
          let ending = candidate.whenLeftOut.isEmpty ? "" : "; \(candidate.whenLeftOut)"
          dropped.append((candidate.rule, found[0], found[0].message + others + ending))
        }
      }
      isSettled = rules.count == candidates.count
      candidates = rules.map(\.proposal)
    }
    text = RulesFileText.text(scope: scope, groups: groups, rules: rules.map(\.rule))
    let findings = try evaluate(groups, rules.map(\.rule)).filter { $0.severity == .error }
    baseline = Baseline(findings: findings)
    if let left = baseline.apply(to: findings).new.first {
      throw Failure("\(left.path): \(left.message) (\(left.rule)); no rule can be proposed around that: mend it first")
    }
  }
}

extension Rule {
  fileprivate func speaks(of group: String) -> Bool { kind.namedSelections.contains { $0.selection?.items.contains(.group(group)) ?? false } }
}
