import JSON
import PackageGraph
import SwiftImports

/// A finding: a breach of a rule, at one place. A dependency that a manifest lacks or has too much is one finding, however many imports
/// show it.
public struct Finding: Sendable, Equatable {
  /// The rule's id, or a built-in one: `bulkhead/unmatched-glob`.
  public var rule: String
  /// The rule's severity.
  public var severity: Severity
  /// The importing module's name; `nil` where no import is the finding.
  public var from: String?
  /// The imported module's name; `nil` where there is none.
  public var to: String?
  /// The target that must change, as its package's folder and its name: `.:Ingestion`.
  public var target: String?
  /// The file, relative to the repository's root.
  public var path: String
  /// The position in the file, where there is one.
  public var position: SourcePosition?
  /// The message, a sentence or two on what is so.
  public var message: String
  /// The rule's reason.
  public var reason: String?
  /// The remedy, where the reason does not say how to mend it.
  public var remedy: String?
  /// The imports that lead from `from` to `to`, in order; empty where a single import is the finding.
  public var chain: [Step]
  /// The modules that reach one another, in order of name; the cycle in `chain` is the shortest through the import that the finding stands
  /// at. Empty where no cycle is the finding.
  public var cycle: [String]
  /// The imports that the finding stands for, in order of path and position, `path` and `position` among them; empty where it stands for
  /// no more than one place.
  public var places: [Place]
  /// The dependency that a manifest lacks or has too much; `nil` where the finding is about something else.
  public var dependency: Dependency?
  /// The ids of further rules that the same import breaks, in the order of the rules file, where findings are joined.
  public var alsoBreaks: [String]
  /// The position in the rules file of the rule (or the exception, or the glob) that this is about.
  public var rulePosition: JSONPosition?

  /// A place in a file.
  public struct Place: Sendable, Hashable {
    /// The file, relative to the repository's root.
    public var path: String
    /// The position in the file.
    public var position: SourcePosition

    /// Creates a place.
    public init(path: String, position: SourcePosition) {
      self.path = path
      self.position = position
    }
  }

  /// A dependency that a manifest lacks or has too much. Its finding is known by its rule, its target and its module, so that files may
  /// come and go.
  public enum Dependency: Sendable, Equatable {
    /// A module that a target imports and does not declare.
    case missing(ModuleID, of: ModuleID)
    /// Dependencies that a target declares and does not import, by their indexes among the target's own. There are several where one is
    /// declared more than once.
    case needless([Int], of: ModuleID)
  }

  /// An import of a chain.
  public struct Step: Sendable, Hashable {
    /// The importing module's name.
    public var from: String
    /// The imported module's name.
    public var to: String
    /// The file, relative to the repository's root.
    public var path: String
    /// The position of the import.
    public var position: SourcePosition
    /// Whether the import is `@_exported`: modules that import `from` have then imported `to`.
    public var isExported: Bool

    /// Creates a step.
    public init(from: String, to: String, path: String, position: SourcePosition, isExported: Bool = false) {
      self.from = from
      self.to = to
      self.path = path
      self.position = position
      self.isExported = isExported
    }

    /// The step as a sentence: "Facade re-exports Store".
    public var sentence: String { "\(from) \(isExported ? "re-exports" : "imports") \(to)" }
  }

  /// Creates a finding.
  public init(
    rule: String, severity: Severity = .error, from: String? = nil, to: String? = nil, target: String? = nil, path: String,
    position: SourcePosition? = nil, message: String, reason: String? = nil, remedy: String? = nil, chain: [Step] = [],
    cycle: [String] = [], places: [Place] = [], dependency: Dependency? = nil, rulePosition: JSONPosition? = nil
  ) {
    self.rule = rule
    self.severity = severity
    self.from = from
    self.to = to
    self.target = target
    self.path = path
    self.position = position
    self.message = message
    self.reason = reason
    self.remedy = remedy
    self.chain = chain
    self.cycle = cycle
    self.places = places
    self.dependency = dependency
    alsoBreaks = []
    self.rulePosition = rulePosition
  }
}
