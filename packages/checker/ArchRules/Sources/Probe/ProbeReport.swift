/// The outcomes of the imports, made in memory, that a rule set must refuse.
public struct ProbeReport: Sendable, Equatable {
  /// The rules, in the order of the rules file.
  public var rules: [RuleProbe]
  /// The ordered pairs of groups of which no rule says whether one may import the other. Rules that check every import alike (`acyclic`,
  /// `declared`, `used`, `covered`) do not count.
  public var unspokenPairs: [GroupPair]

  /// The probe of one rule.
  public struct RuleProbe: Sendable, Equatable {
    /// The rule's id.
    public var id: String
    /// The kind's name in the rules file.
    public var kind: String
    /// Whether its severity is `off`, so that nothing was tried.
    public var isOff: Bool
    /// The attempts, in the order in which they were made.
    public var attempts: [Attempt]

    /// The number of attempts.
    public var tried: Int { attempts.count }
    /// The number of attempts that the rule refused.
    public var caught: Int { attempts.count { $0.outcome == .caught } }
    /// The attempts that the rule let pass without an exception.
    public var passed: [Attempt] { attempts.filter { $0.outcome == .passed } }
    /// Whether the rule is idle: it refused nothing, or nothing could be made that it speaks of.
    public var catchesNothing: Bool { !isOff && caught == 0 }
  }

  /// An attempt at something that the rule must refuse.
  public struct Attempt: Sendable, Equatable {
    /// The importers: a group's name, or the globs of a selector.
    public var from: String
    /// The imported modules; `nil` where the attempt is about no import.
    public var to: String?
    /// The attempt in words: `Ingestion imports Scribe`.
    public var description: String
    /// The outcome.
    public var outcome: Outcome
  }

  /// The outcome of an attempt.
  public enum Outcome: String, Sendable, CaseIterable {
    case caught
    /// An exception of the rule lets it pass.
    case excepted
    /// The rule lets it pass.
    case passed
  }

  /// An ordered pair of groups.
  public struct GroupPair: Sendable, Equatable {
    /// The importing group's name.
    public var from: String
    /// The imported group's name.
    public var to: String
  }

  /// Whether each rule that is not off catches something.
  public var holds: Bool { !rules.contains(where: \.catchesNothing) }
}
