/// The words of the rules file, version 1: what the parser accepts, `docs/arch-rules.schema.json` describes and `docs/rules.md` explains.
public enum RuleLanguage {
  /// The keys that an object of the rules file must have, and those that it may have besides. No other is accepted.
  public struct Keys: Sendable, Equatable {
    public let required: [String]
    public let optional: [String]

    init(required: [String] = [], optional: [String] = []) {
      self.required = required
      self.optional = optional
    }

    public var all: [String] { required + optional }
  }

  public static let version = 1

  /// The file itself. `rules` has at least one element.
  public static let file = Keys(required: ["version", "rules"], optional: ["$schema", "groups"])
  /// A group, and a selector written in place: `paths` or `modules` or both, neither of them empty.
  public static let selector = Keys(optional: ["paths", "modules", "optional"])
  /// What a rule of any kind has.
  public static let rule = Keys(required: ["id", "kind", "reason"], optional: ["severity", "except"])
  public static let exception = Keys(required: ["from", "to", "reason"], optional: ["until"])

  /// The kinds of rules, in the order in which the reference explains them. Parser, check, probe, explanation, schema and `bulkhead init` know
  /// a kind from this list alone.
  public static let kinds: [any RuleKind.Type] = [
    Allow.self, Forbid.self, Require.self, Restrict.self, Independent.self, Layers.self, Acyclic.self, Declared.self, Used.self, Covered.self,
  ]

  static func kind(named name: String) -> (any RuleKind.Type)? { kinds.first { $0.name == name } }

  /// The text of every finding by its code, such as `allow/refused`: those of each kind, those that kinds have in common, and those about the
  /// rules file and the baseline.
  public static var findingTexts: [(code: String, text: String)] {
    kinds.flatMap { $0.texts } + RuleCheck.Text.all(of: "check") + ExceptionLedger.Text.all(of: "exception")
      + ConfigurationCheck.Text.all(of: "configuration") + Baseline.Text.all(of: "baseline")
  }

  /// Ids of rules and names of groups: a letter or digit, then letters, digits, `.`, `_` and `-`. A `/` is left to the built-in ids.
  public static func isName(_ text: String) -> Bool {
    func isAlphanumeric(_ byte: UInt8) -> Bool {
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
    guard let first = text.utf8.first else { return false }
    return isAlphanumeric(first) && text.utf8.allSatisfy { isAlphanumeric($0) || "._-".utf8.contains($0) }
  }
}
