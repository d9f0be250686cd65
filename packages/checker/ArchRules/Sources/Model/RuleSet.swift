import Calendar
import JSON

/// An `arch-rules.json`, parsed: what the walls of a repository are.
public struct RuleSet: Sendable {
  /// The file, relative to the repository's root.
  public var path: String
  public var groups: [Group]
  public var rules: [Rule]

  public init(path: String = "arch-rules.json", groups: [Group] = [], rules: [Rule] = []) {
    self.path = path
    self.groups = groups
    self.rules = rules
  }

  public func group(named name: String) -> Group? { groups.first { $0.name == name } }
}

/// A named selector.
public struct Group: Sendable, Equatable {
  public var name: String
  public var selector: Selector
  /// Where its key stands in the rules file.
  public var position: JSONPosition?

  public init(name: String, selector: Selector, position: JSONPosition? = nil) {
    self.name = name
    self.selector = selector
    self.position = position
  }
}

public struct Rule: Sendable {
  public var id: String
  public var kind: any RuleKind
  /// Why the rule is, and what to do instead.
  public var reason: String
  public var severity: Severity
  public var exceptions: [RuleException]
  /// Where the rule's object begins in the rules file.
  public var position: JSONPosition?

  public init(
    id: String, kind: any RuleKind, reason: String, severity: Severity = .error, exceptions: [RuleException] = [], position: JSONPosition? = nil
  ) {
    self.id = id
    self.kind = kind
    self.reason = reason
    self.severity = severity
    self.exceptions = exceptions
    self.position = position
  }
}

extension Rule {
  /// Every selection of the rule and of its exceptions.
  var selections: [Selection] { kind.values.selections + exceptions.flatMap { [$0.from, $0.to] } }
}

/// Imports that a rule does not speak of, for a reason, perhaps for a time.
///
/// Rules that judge targets rather than imports (`require`, `covered`) do not speak of `from`, whatever `to` says.
public struct RuleException: Sendable, Equatable {
  public var from: Selection
  public var to: Selection
  public var reason: String
  /// The last day (UTC) on which it excepts.
  public var until: CalendarDate?
  public var position: JSONPosition?

  public init(from: Selection, to: Selection, reason: String, until: CalendarDate? = nil, position: JSONPosition? = nil) {
    self.from = from
    self.to = to
    self.reason = reason
    self.until = until
    self.position = position
  }
}

public enum Severity: String, Sendable, CaseIterable {
  case error, warning, off
}
