import JSON
import SwiftImports

/// One thing that is not as a rule says, at one place.
public struct Finding: Sendable, Equatable {
  /// The rule's id, or a built-in one: `bulkhead/unmatched-glob`.
  public var rule: String
  public var severity: Severity
  /// The importing module's name, and the imported one's.
  public var from: String?
  public var to: String?
  /// The target that is to change: its package's folder and its name, `.:Ingestion`.
  public var target: String?
  /// The file, relative to the repository's root.
  public var path: String
  public var position: SourcePosition?
  /// What is so, in a sentence or two.
  public var message: String
  /// The rule's reason.
  public var reason: String?
  /// How to mend it, where the reason does not say.
  public var remedy: String?
  /// The imports that lead from `from` to `to`, in order; empty where a single import is the finding.
  public var chain: [Step]
  /// The modules that reach one another, in order of name: what the cycle of `chain` is the shortest of. Empty where no cycle is the finding.
  public var cycle: [String]
  /// Where the rules file makes the rule (or the exception, or the glob) that this is about.
  public var rulePosition: JSONPosition?

  /// One import of a chain.
  public struct Step: Sendable, Equatable {
    public var from: String
    public var to: String
    public var path: String
    public var position: SourcePosition
    /// Whether the import is `@_exported`: who imports `from` has then imported `to`.
    public var isExported: Bool

    public init(from: String, to: String, path: String, position: SourcePosition, isExported: Bool = false) {
      self.from = from
      self.to = to
      self.path = path
      self.position = position
      self.isExported = isExported
    }

    /// "Facade re-exports Store"
    public var sentence: String { "\(from) \(isExported ? "re-exports" : "imports") \(to)" }
  }

  public init(
    rule: String, severity: Severity = .error, from: String? = nil, to: String? = nil, target: String? = nil, path: String,
    position: SourcePosition? = nil, message: String, reason: String? = nil, remedy: String? = nil, chain: [Step] = [],
    cycle: [String] = [], rulePosition: JSONPosition? = nil
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
    self.rulePosition = rulePosition
  }
}
