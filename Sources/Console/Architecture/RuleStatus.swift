import ArchRules
import Calendar
import PackageGraph

/// Rule with its standing today.
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

  /// Standing of an exception.
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
  /// Targets that the rule binds.
  var targets: [ModuleID]
  /// Modules that a `restrict` rule guards: it says who may import them.
  var guarded: [ModuleID]
  /// Indices, in the architecture's list, of its findings and of those about the rule itself or its exceptions.
  var findings: [Int]
  /// Number of its findings that the baseline knows.
  var baselined: Int
  /// Standing of each of the rule's exceptions, in its order.
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
