import ArchRules
import CommandLine

extension Commands {
  static let explain = RepositoryCommand(
    name: "explain",
    summary: "say in words what a rule or an invariant wants, or list the rules",
    details: """
      Without an id: every rule of the rules file, with its kind and its reason. With one: whom the rule binds, what it allows,
      why, and how to mend a finding. The built-in checks (bulkhead/…) are explained too, and the invariants of bulkhead audit.
      """,
    operands: [Operand(name: "RULE", help: "the id of a rule or an invariant, as findings name it", isOptional: true)],
    options: [.rules, .today],
    examples: [
      ("bulkhead explain", "list the rules"),
      ("bulkhead explain bulkhead/unmatched-glob", "explain a built-in check"),
    ],
    run: { context in
      if let id = context.arguments.operands.first, let invariant = Invariant.all.first(where: { $0.id == id }) {
        context.output.write(invariant.explanation)
        return .success
      }
      let today = try context.today()
      guard let id = context.arguments.operands.first else {
        context.output.write(RuleList.text(of: try context.loadRules()))
        return .success
      }
      // The built-in checks need no rules file.
      if BuiltInRule(id: id) != nil, let text = RuleSet().explain(id, nil, today: today) {
        context.output.write(text)
        return .success
      }
      let ruleSet = try context.loadRules()
      guard ruleSet.rules.contains(where: { $0.id == id }) else {
        let known = ruleSet.rules.map(\.id) + BuiltInRule.allCases.map(\.id) + Invariant.all.map(\.id)
        throw Failure(
          "\(ruleSet.path) has no rule '\(id)'; \(Nearest.suggestion(for: id, among: known) ?? "bulkhead explain lists them")"
        )
      }
      context.output.write(ruleSet.explain(id, try context.loadRepository(ruleSet, unreadable: .told).graph, today: today) ?? "")
      return .success
    })
}
