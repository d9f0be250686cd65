import JSON

/// An `arch-rules.json`, parsed: what the walls of a repository are.
public struct RuleSet: Sendable, Equatable {
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

/// Selects modules by their folders, their names, or either.
public struct Selector: Sendable, Equatable {
  public struct Pattern: Sendable, Equatable {
    public var text: String
    public var position: JSONPosition?

    public init(_ text: String, position: JSONPosition? = nil) {
      self.text = text
      self.position = position
    }
  }

  /// Globs over a target's folder relative to the repository's root. One matches where it names the folder or an ancestor of it.
  public var paths: [Pattern]
  /// Globs over module names: of targets, and of modules from outside the repository.
  public var modules: [Pattern]
  /// Why nothing may match yet; `nil` where something must.
  public var optional: String?
  /// Where the rules file says so.
  public var optionalPosition: JSONPosition?

  public init(paths: [String] = [], modules: [String] = [], optional: String? = nil) {
    self.paths = paths.map { Pattern($0) }
    self.modules = modules.map { Pattern($0) }
    self.optional = optional
  }
}

/// What a rule's `from`, `to`, `in` or `only` names: any of these.
public struct Selection: Sendable, Equatable {
  public enum Item: Sendable, Equatable {
    case group(String)
    case selector(Selector)
  }
  public var items: [Item]
  public var position: JSONPosition?

  public init(_ items: [Item], position: JSONPosition? = nil) {
    self.items = items
    self.position = position
  }

  public static func group(_ names: String...) -> Selection { Selection(names.map { .group($0) }) }
}

public struct Rule: Sendable, Equatable {
  public enum Kind: Sendable, Equatable {
    /// `from` may import its own module and `to`, nothing else.
    case allow(from: Selection, to: Selection)
    /// `from` may not import `to`; transitively: nor reach it by a chain of imports.
    case forbid(from: Selection, to: Selection, transitive: Bool)
    /// Each of `from` imports at least one of `to`.
    case require(from: Selection, to: Selection)
    /// `to` may be imported by `only` these.
    case restrict(to: Selection, only: Selection)
    /// Members never import one another. Those that bind the same values of the selection's `{name}`s are one member together.
    case independent(members: Selection)
    /// Top first: a module imports only from its own selection and from layers below its own, directly and through modules of no layer.
    /// The selections of one layer are equals, which never import one another. Each member of `members` is in exactly one layer.
    case layers(members: Selection, layers: [[Selection]])
    /// No module imports itself by a chain.
    case acyclic(members: Selection?)
    /// Each import is of a direct dependency that the manifest declares.
    case declared(members: Selection?)
    /// Each declared dependency is imported.
    case used(members: Selection?)
    /// Each target is in some group.
    case covered(members: Selection?)

    /// The kind's name in the rules file.
    public var name: String {
      switch self {
      case .allow: "allow"
      case .forbid: "forbid"
      case .require: "require"
      case .restrict: "restrict"
      case .independent: "independent"
      case .layers: "layers"
      case .acyclic: "acyclic"
      case .declared: "declared"
      case .used: "used"
      case .covered: "covered"
      }
    }
  }

  public var id: String
  public var kind: Kind
  /// Why the rule is, and what to do instead.
  public var reason: String
  public var severity: Severity
  public var exceptions: [RuleException]
  /// Where the rule's object begins in the rules file.
  public var position: JSONPosition?

  public init(
    id: String, kind: Kind, reason: String, severity: Severity = .error, exceptions: [RuleException] = [], position: JSONPosition? = nil
  ) {
    self.id = id
    self.kind = kind
    self.reason = reason
    self.severity = severity
    self.exceptions = exceptions
    self.position = position
  }
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
