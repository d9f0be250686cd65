import ArchRules
import Calendar
import PackageGraph

/// A rule set of this text's groups and rules; each rule is given the id `rule` and a reason, where it has none.
func ruleSet(groups: String = "{}", _ rules: String...) throws -> RuleSet {
  let complete = rules.enumerated().map { index, rule in
    let id = rule.contains("\"id\"") ? "" : "\"id\": \"rule\(index == 0 ? "" : "-\(index + 1)")\", "
    return "{ \(id)\"reason\": \"Because.\", \(rule.drop { $0 == "{" || $0 == " " })"
  }
  let text = "{ \"version\": 1, \"groups\": \(groups), \"rules\": [\n\(complete.joined(separator: ",\n"))\n] }"
  return try RuleSet(parsing: Array(text.utf8), path: "arch-rules.json")
}

/// The day on which the tests judge.
let today = CalendarDate(year: 2026, month: 6, day: 15)

/// What one rule finds, and what is found about its exceptions; nothing else of the file.
func judge(_ graph: ModuleGraph, groups: String = "{}", _ rule: String) throws -> [Finding] {
  try ruleSet(groups: groups, rule).evaluate(graph, today: today).filter {
    $0.rule == "rule" || $0.rule == BuiltInRule.staleException.id || $0.rule == BuiltInRule.expiredException.id
  }
}

extension Finding {
  /// `A → B at a/File.swift:3`, or with the chain: `A → P → B at a/File.swift:3`.
  var brief: String {
    let modules = chain.isEmpty ? [from, to].compactMap { $0 } : [chain[0].from] + chain.map(\.to)
    let line = position.map { ":\($0.line)" } ?? ""
    return "\(modules.joined(separator: " → ")) at \(path)\(line)"
  }
}

extension [Finding] {
  var brief: [String] { map(\.brief) }
  /// The findings of one built-in rule.
  func of(_ rule: BuiltInRule) -> [Finding] { filter { $0.rule == rule.id } }
}
