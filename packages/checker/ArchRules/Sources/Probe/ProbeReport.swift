/// What became of the imports that a rule set must refuse, when they were made in memory.
public struct ProbeReport: Sendable, Equatable {
  /// In the order of the rules file.
  public var rules: [RuleProbe]
  /// The ordered pairs of groups of which no rule says whether one may import the other. Rules that judge every import alike
  /// (`acyclic`, `declared`, `used`, `covered`) do not count.
  public var unspokenPairs: [GroupPair]

  /// One rule, and what it was probed with.
  public struct RuleProbe: Sendable, Equatable {
    public var id: String
    /// The kind's name in the rules file.
    public var kind: String
    /// Its severity is `off`: nothing was tried.
    public var isOff: Bool
    public var attempts: [Attempt]

    public var tried: Int { attempts.count }
    public var caught: Int { attempts.count { $0.outcome == .caught } }
    /// What the rule lets pass without an exception's leave.
    public var passed: [Attempt] { attempts.filter { $0.outcome == .passed } }
    /// Whether it stands idle: nothing was refused, or nothing could be made that it speaks of.
    public var catchesNothing: Bool { !isOff && caught == 0 }
  }

  /// One thing that the rule must refuse, tried out.
  public struct Attempt: Sendable, Equatable {
    /// Who imports: a group's name, or the globs of a selector.
    public var from: String
    /// What is imported; `nil` where the attempt is about no import.
    public var to: String?
    /// What was made, in words: `Ingestion imports Scribe`.
    public var description: String
    public var outcome: Outcome
  }

  public enum Outcome: String, Sendable, CaseIterable {
    case caught
    /// An exception of the rule lets it pass.
    case excepted
    /// The rule lets it pass.
    case passed
  }

  public struct GroupPair: Sendable, Equatable {
    public var from: String
    public var to: String
  }

  /// Whether each rule that is not off catches something.
  public var holds: Bool { !rules.contains(where: \.catchesNothing) }
}
