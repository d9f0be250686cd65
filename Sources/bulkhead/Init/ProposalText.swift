import ArchRules
import PackageGraph

extension Proposal {
  /// What was chosen, for people, in a few lines.
  func summary(of graph: ModuleGraph) -> [String] {
    var lines: [String] = []
    if !scope.ignored.isEmpty { lines.append("left out:") }
    for ignored in scope.ignored { lines.append("  \(Proposal.shown(ignored.entry.paths)): \(ignored.why) \(ignored.entry.reason)") }
    lines.append("groups, from the folders that targets are in and from their names:")
    for group in groups { lines.append("  \(heading(of: group, graph))") }
    lines.append("rules:")
    for rule in rules { lines.append("  \(rule.rule.id) (\(rule.rule.kind.name)): \(Proposal.outcome(of: rule, in: graph))") }
    if !dropped.isEmpty { lines.append("left out, since they do not hold:") }
    for rule in dropped { lines.append("  \(rule.rule.id) (\(rule.rule.kind.name)): \(rule.because)") }
    let unowned = graph.unowned.reduce(0) { $0 + $1.fileCount }
    if unowned > 0 {
      lines.append("\(Report.count(unowned, "Swift file")) in no target and no group; bulkhead check --format json lists the folders")
    }
    if graph.modules.contains(where: \.isAssumed) {
      lines.append(
        "which modules some fetched packages have is not known, so some imports cannot be attributed: "
          + "run swift package resolve first, so that \(ModuleList.fileName) can say it")
    }
    return lines
  }

  /// Why each folder is left out, and why each group and each rule is there, with the number of edges that it saw.
  func explanation(of graph: ModuleGraph) -> String {
    var lines: [String] = []
    func add(_ heading: String, _ details: [String]) { lines += [heading] + details.map { "  \($0)" } + [""] }
    for ignored in scope.ignored { add("ignore \(Proposal.shown(ignored.entry.paths))", [ignored.why, ignored.entry.reason]) }
    for group in groups { add("group \(heading(of: group, graph))", ["\(group.why.prefix(1).uppercased())\(group.why.dropFirst())."]) }
    let ruleSet = RuleSet(groups: groups.map { Group(name: $0.name, selector: $0.selector) }, rules: rules.map(\.rule))
    for rule in rules {
      let edges = ruleSet.edgeCount(of: rule.rule, in: graph)
      let outcome = Proposal.outcome(of: rule, in: graph)
      add(
        "rule \(rule.rule.id) (\(rule.rule.kind.name))",
        [rule.rule.kind.sentence, rule.proposal.why, "It saw \(Report.count(edges, "edge")), importers with what they import: \(outcome)."])
    }
    for (rule, example, because) in dropped {
      add("left out: \(rule.id) (\(rule.kind.name))", [rule.kind.sentence, "It does not hold: \(example.path): \(because)."])
    }
    return lines.dropLast().joined(separator: "\n") + "\n"
  }

  private func heading(of group: FolderGroups.Group, _ graph: ModuleGraph) -> String {
    let selector = group.selector
    let patterns = [selector.paths, selector.modules, selector.sources].first { !$0.isEmpty } ?? []
    let number = selector.sources.isEmpty ? Report.count(group.members.count, "target") : "a module of its own"
    return "\(group.name): \(number) (\(Proposal.shown(patterns)))"
  }

  private static func outcome(of rule: ProposedRule, in graph: ModuleGraph) -> String {
    if rule.findings == 0 {
      // What a product has that no list knows may break a rule that seems to hold.
      let isAboutFetched = rule.rule.kind is Declared || rule.rule.kind is Used
      return isAboutFetched && graph.modules.contains(where: \.isAssumed) ? "holds as far as can be told" : "holds"
    }
    return "\(Report.count(rule.findings, "finding")) today, \(rule.rule.severity == .off ? "so it is off" : "for the baseline")"
  }

  private static func shown(_ patterns: [Selector.Pattern]) -> String {
    patterns.prefix(4).map(\.text).joined(separator: ", ") + (patterns.count > 4 ? ", …" : "")
  }
}
