import Calendar
import JSON
import PackageGraph

/// A parsed `arch-rules.json`: the walls of a repository.
public struct RuleSet: Sendable {
  /// The size, in bytes, up to which a rules file is read.
  public static let sizeLimit = 16 << 20

  /// The file, relative to the repository's root.
  public var path: String
  /// The groups, in the file's order.
  public var groups: [Group]
  /// The rules, in the file's order.
  public var rules: [Rule]
  /// Folders that the check leaves out, each list with its reason.
  public var ignored: [IgnoredFolders]
  /// Globs over files that every target depends on, although none owns them, such as a build script's.
  public var affectsAll: [Selector.Pattern]
  /// Globs over names of modules that the platform has, besides those that every platform has.
  public var platform: [Selector.Pattern]

  /// Creates a rule set.
  public init(
    path: String = "arch-rules.json", groups: [Group] = [], rules: [Rule] = [], ignored: [IgnoredFolders] = [],
    affectsAll: [Selector.Pattern] = [], platform: [Selector.Pattern] = []
  ) {
    self.path = path
    self.groups = groups
    self.ignored = ignored
    self.affectsAll = affectsAll
    self.platform = platform
    self.rules = rules
  }

  /// Returns the group of that name.
  public func group(named name: String) -> Group? { groups.first { $0.name == name } }
}

/// Folders in which no package is looked for, such as fixtures and templates, and why.
public struct IgnoredFolders: Sendable, Equatable {
  /// Globs over folders relative to the repository's root.
  public var paths: [Selector.Pattern]
  /// The reason for leaving them out.
  public var reason: String
  /// The position of the entry in the rules file.
  public var position: JSONPosition?

  /// Creates an entry.
  public init(paths: [Selector.Pattern], reason: String, position: JSONPosition? = nil) {
    self.paths = paths
    self.reason = reason
    self.position = position
  }
}

extension RuleSet {
  /// The scope of the repository that the rules file declares.
  public var scope: Scope {
    let ignored = ignored.flatMap(\.paths).compactMap { try? Glob(path: $0.text) }
    let folderModules = groups.filter { !$0.selector.sources.isEmpty }.map { group in
      let globs = group.selector.sources.compactMap { try? Glob(path: $0.text) }
      return FolderModule(name: group.name, folder: Glob.plainFolder(above: globs), owns: { Glob.matches(globs, path: $0) })
    }
    let platform = platform.compactMap { try? Glob(module: $0.text) }
    return Scope(
      folderModules: folderModules, ignores: { Glob.matches(ignored, path: $0) },
      isPlatform: { name in platform.contains { $0.matchName(name) != nil } })
  }
}

/// A named selector.
public struct Group: Sendable, Equatable {
  /// The name.
  public var name: String
  /// The selector of its modules.
  public var selector: Selector
  /// The position of its key in the rules file.
  public var position: JSONPosition?

  /// Creates a group.
  public init(name: String, selector: Selector, position: JSONPosition? = nil) {
    self.name = name
    self.selector = selector
    self.position = position
  }
}

/// A rule: a statement on imports, with its reason.
public struct Rule: Sendable {
  /// The id, which findings and exceptions name.
  public var id: String
  /// The kind, with the rule's selections.
  public var kind: any RuleKind
  /// The reason for the rule, and what to do instead.
  public var reason: String
  /// The severity of its findings.
  public var severity: Severity
  /// The exceptions, in the file's order.
  public var exceptions: [RuleException]
  /// The position of the rule's object in the rules file.
  public var position: JSONPosition?

  /// Creates a rule.
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

/// An exception: imports to which a rule does not apply, for a reason, perhaps for a time.
///
/// For rules about targets rather than imports (`require`, `covered`), it excepts the targets of `from`, whatever `to` says.
public struct RuleException: Sendable, Equatable {
  /// The importers.
  public var from: Selection
  /// The imported modules.
  public var to: Selection
  /// The reason.
  public var reason: String
  /// The last day (UTC) on which it applies; `nil` for no end.
  public var until: CalendarDate?
  /// The position in the rules file.
  public var position: JSONPosition?

  /// Creates an exception.
  public init(from: Selection, to: Selection, reason: String, until: CalendarDate? = nil, position: JSONPosition? = nil) {
    self.from = from
    self.to = to
    self.reason = reason
    self.until = until
    self.position = position
  }
}

/// The severity of a rule's findings: an `error` fails the check, a `warning` does not, and a rule that is `off` is not evaluated.
public enum Severity: String, Sendable, CaseIterable {
  case error, warning, off
}
