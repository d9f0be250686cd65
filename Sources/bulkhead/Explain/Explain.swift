import ArchRules
import CommandLine
import PackageGraph

extension Commands {
  static let explain = RepositoryCommand(
    name: "explain",
    summary: "say in words what a rule, an invariant or a module is, or list the rules",
    details: """
      Without an id: every rule of the rules file, with its kind and its reason. With one: whom the rule binds, what it allows,
      why, and how to mend a finding. The built-in checks (bulkhead/…) are explained too, and the invariants of bulkhead audit.
      With a module's, target's or product's name: where it comes from, who declares and imports it, and which rules name it.
      """,
    operands: [Operand(name: "NAME", help: "the id of a rule or an invariant, as findings name it; or a module", isOptional: true)],
    options: [.rules, .today],
    examples: [
      ("bulkhead explain", "list the rules"),
      ("bulkhead explain bulkhead/unmatched-glob", "explain a built-in check"),
      ("bulkhead explain Logging", "see what a module is, and whom it concerns"),
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
      let graph = try context.loadRepository(ruleSet, unreadable: .told).graph
      if let text = ruleSet.explain(id, graph, today: today) {
        context.output.write(text)
      } else if ModuleLookup.names(id, in: graph) {
        context.output.write(ModuleInWords(graph: graph, ruleSet: ruleSet).text(of: try ModuleLookup.find(id, in: graph)))
      } else {
        let rules = ruleSet.rules.map(\.id) + BuiltInRule.allCases.map(\.id) + Invariant.all.map(\.id)
        let known = rules + graph.modules.map(\.name) + graph.modules.compactMap(\.target)
        throw Failure(
          "\(ruleSet.path) has no rule '\(id)', and no module has that name; "
            + (Nearest.suggestion(for: id, among: known) ?? "bulkhead explain lists the rules, bulkhead graph the modules"))
      }
      return .success
    })
}
