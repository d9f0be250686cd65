import ArchRules
import CommandLine

/// The rules of a rules file, one after the other.
enum RuleList {
  static func text(of ruleSet: RuleSet) -> String {
    ruleSet.rules.map { rule in
      let severity = rule.severity == .error ? "" : ", \(rule.severity.rawValue)"
      let place = rule.position.map { "\(ruleSet.path):\($0.line)" } ?? ruleSet.path
      return "\(rule.id) (\(rule.kind.name)\(severity); \(place))\n  \(VisibleText.oneLine(rule.reason))\n"
    }.joined()
  }
}
