import PackageGraph

/// A kind of rule as a whole: its keys, check, words and probes, and what `bulkhead init` proposes of it.
///
/// A new kind is a conformer in a file of its own, a line in `RuleLanguage.kinds`, and its part of `docs/arch-rules.schema.json` and
/// `docs/rules.md`, which tests compare with the list.
public protocol RuleKind: Sendable {
  /// The texts of its findings, apart from the check that makes them.
  associatedtype Text: FindingText

  /// The kind's name in the rules file.
  static var name: String { get }
  /// The description in the schema, which an editor shows for the kind.
  static var summary: String { get }
  /// The paragraph in `docs/rules.md`, between the keys and the example.
  static var reference: String { get }
  /// The keys that its rules have besides those of every rule, the required ones first.
  static var fields: [RuleField] { get }

  /// Creates a rule from its parsed values; `nil` where a required key is missing or its value is wrong, which the parser has reported.
  init?(_ values: RuleValues)
  /// The values of its keys, in their order; `init` writes rules from them.
  var values: RuleValues { get }

  /// The selection whose targets the rule binds; `nil` where it is all of the repository's.
  var boundSelection: Selection? { get }
  /// The imports that the rule allows or refuses; `nil` where it checks all imports alike, or none.
  var spokenImports: SpokenImports? { get }

  /// The rule as a sentence.
  var sentence: String { get }
  /// The remedy: how to mend a finding.
  var remedy: String { get }
  /// The selections of the rule, each with the word for its role; `nil` stands for every target.
  var namedSelections: [(title: String, selection: Selection?)] { get }

  /// Reports the findings of the rule in the graph.
  func check(_ check: inout RuleCheck)
  /// Tries, in memory, the imports that the rule must refuse.
  func probe(_ prober: inout RuleProber)
  /// Returns the rules of this kind that may hold in a repository which has none.
  static func proposals(for repository: ProposalSubject) -> [RuleProposal]
}

extension RuleKind {
  /// The kind's name in the rules file.
  public var name: String { Self.name }

  /// The keys that its rules have besides those of every rule.
  public static var keys: RuleLanguage.Keys {
    RuleLanguage.Keys(required: fields.filter(\.isRequired).map(\.key), optional: fields.filter { !$0.isRequired }.map(\.key))
  }

  /// The texts of its findings by their codes, such as `allow/refused`.
  public static var texts: [(code: String, text: String)] { Text.all(of: name) }
}

/// The imports that a rule allows or refuses, by their two ends.
public struct SpokenImports: Sendable {
  /// The importers; `nil` is any.
  public var importers: Selection?
  /// The imported modules; `nil` is any.
  public var imported: Selection?

  init(from importers: Selection? = nil, of imported: Selection? = nil) {
    self.importers = importers
    self.imported = imported
  }
}
