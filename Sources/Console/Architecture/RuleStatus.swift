import ArchRules
import Calendar
import PackageGraph

/// A rule and how it stands today.
struct RuleStatus: Sendable {
  enum State: String, Sendable {
    /// Nothing breaks it.
    case holds
    /// It has findings that are warnings, and no errors.
    case warning
    /// It has findings that are errors.
    case broken
    /// It is not evaluated.
    case off
  }

  /// What has become of an exception.
  enum ExceptionState: String, Sendable {
    /// It excepts something.
    case used
    /// It excepts nothing.
    case unused
    /// Its last day has passed.
    case expired
  }

  var rule: Rule
  var state: State
  /// The targets that the rule binds.
  var targets: [ModuleID]
  /// What a `restrict` rule guards: who may import these is what it says.
  var guarded: [ModuleID]
  /// Its findings, and those about the rule itself or its exceptions: indices in the architecture's list.
  var findings: [Int]
  /// How many of its findings the baseline knows.
  var baselined: Int
  /// For each of the rule's exceptions.
  var exceptionStates: [ExceptionState]

  init(_ rule: Rule, graph: ModuleGraph, index: SelectionIndex, findings all: [Finding], baselined: Int, today: CalendarDate) {
    self.rule = rule
    self.baselined = baselined
    let isTarget = { (module: ModuleID) in graph.modules[module].origin == .repository }
    targets = (rule.kind.boundSelection.map { index.membership(of: $0).modules } ?? Array(graph.modules.indices)).filter(isTarget)
    guarded = (rule.kind as? Restrict).map { index.membership(of: $0.to).modules } ?? []

    let places = ([rule.position] + rule.exceptions.map(\.position)).compactMap(\.self)
    findings = all.indices.filter { number in
      let finding = all[number]
      if finding.rule == rule.id { return true }
      return BuiltInRule(id: finding.rule) != nil && finding.rulePosition.map { places.contains($0) } ?? false
    }
    let severities = findings.map { all[$0].severity }
    state = rule.severity == .off ? .off : severities.contains(.error) ? .broken : severities.contains(.warning) ? .warning : .holds
    exceptionStates = rule.exceptions.map { exception in
      if let until = exception.until, until < today { return .expired }
      let isStale = all.contains {
        $0.rule == BuiltInRule.staleException.id && $0.rulePosition != nil && $0.rulePosition == exception.position
      }
      return isStale ? .unused : .used
    }
  }
}
