/// The vocabulary of the rules file, version 1: what the parser accepts, `docs/arch-rules.schema.json` describes and `docs/rules.md`
/// explains.
public enum RuleLanguage {
  /// The keys of an object in the rules file; no other is accepted.
  public struct Keys: Sendable, Equatable {
    /// The keys that must be there.
    public let required: [String]
    /// The keys that may be there.
    public let optional: [String]

    init(required: [String] = [], optional: [String] = []) {
      self.required = required
      self.optional = optional
    }

    /// All keys, the required ones first.
    public var all: [String] { required + optional }
  }

  /// The version of the format.
  public static let version = 1

  /// The group that is there without being defined: the modules that no manifest names and that are on no list of the platform's.
  public static let unknownGroup = "unknown"

  /// The keys of the file itself. `rules` has at least one element.
  public static let file = Keys(required: ["version", "rules"], optional: ["$schema", "ignore", "affectsAll", "platform", "groups"])
  /// The keys of an entry of folders that are left out: `paths` is a list of globs that is not empty.
  public static let ignored = Keys(required: ["paths", "reason"])
  /// The keys of a group: `paths`, `modules` or `sources`, or several of them, none of them empty.
  public static let group = Keys(optional: ["paths", "modules", "sources", "optional"])
  /// The keys of a selector written in place: `paths` or `modules` or both, neither of them empty.
  public static let selector = Keys(optional: ["paths", "modules", "optional"])
  /// The keys of a rule of any kind.
  public static let rule = Keys(required: ["id", "kind", "reason"], optional: ["severity", "except"])
  /// The keys of an exception.
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

  /// Returns whether the text can be the id of a rule or the name of a group: a letter or digit, then letters, digits, `.`, `_` and `-`. A
  /// `/` is reserved for built-in ids.
  public static func isName(_ text: String) -> Bool {
    func isAlphanumeric(_ byte: UInt8) -> Bool {
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
    guard let first = text.utf8.first else { return false }
    return isAlphanumeric(first) && text.utf8.allSatisfy { isAlphanumeric($0) || "._-".utf8.contains($0) }
  }
}
