import PackageGraph

/// A kind of rule, whole: its keys, its check, its words, its probes, and what `bulkhead init` proposes of it.
///
/// A new kind is a conformer in a file of its own, a line in `RuleLanguage.kinds`, and its part of `docs/arch-rules.schema.json` and
/// `docs/rules.md`, which tests hold to the list.
public protocol RuleKind: Sendable {
  /// The texts of its findings, apart from the check that makes them.
  associatedtype Text: FindingText

  /// The kind's name in the rules file.
  static var name: String { get }
  /// Its description in the schema: what an editor shows to whoever hovers over the kind.
  static var summary: String { get }
  /// Its paragraph in `docs/rules.md`, between the keys and the example.
  static var reference: String { get }
  /// The keys that its rules have besides those of every rule: the required ones first.
  static var fields: [RuleField] { get }

  /// `nil` where a required key is missing or what stands behind it is wrong; the parser has reported why.
  init?(_ values: RuleValues)
  /// The values of its keys, in their order; `init` writes rules from them.
  var values: RuleValues { get }

  /// The selection whose targets the rule binds; `nil` where it is all of the repository's.
  var boundSelection: Selection? { get }
  /// The imports of which the rule says whether they may be; `nil` where it checks all imports alike, or none.
  var spokenImports: SpokenImports? { get }

  /// What the rule says, in a sentence.
  var sentence: String { get }
  /// How to mend a finding.
  var remedy: String { get }
  /// The selections of the rule, each with the word for the part it plays; `nil` stands for every target.
  var namedSelections: [(title: String, selection: Selection?)] { get }

  /// Reports what in the graph is not as the rule says.
  func check(_ check: inout RuleCheck)
  /// Tries, in memory, what the rule must refuse.
  func probe(_ prober: inout RuleProber)
  /// The rules of this kind that may hold in a repository which has none.
  static func proposals(for repository: ProposalSubject) -> [RuleProposal]
}

extension RuleKind {
  public var name: String { Self.name }

  public static var keys: RuleLanguage.Keys {
    RuleLanguage.Keys(required: fields.filter(\.isRequired).map(\.key), optional: fields.filter { !$0.isRequired }.map(\.key))
  }

  /// The texts of its findings by their codes, such as `allow/refused`.
  public static var texts: [(code: String, text: String)] { Text.all(of: name) }
}

/// Whose imports of what a rule allows or refuses; `nil` is anyone, and anything.
public struct SpokenImports: Sendable {
  public var importers: Selection?
  public var imported: Selection?

  init(from importers: Selection? = nil, of imported: Selection? = nil) {
    self.importers = importers
    self.imported = imported
  }
}
