import PackageGraph

/// A proposed rule, derived from what groups import today; the evaluation decides whether it holds.
public struct RuleProposal: Sendable {
  /// The topic of the rule; proposals are ordered by it.
  struct Topic: Sendable, Comparable {
    private let rank: Int
    private let place: Int

    private init(_ rank: Int, _ place: Int = 0) { (self.rank, self.place) = (rank, place) }

    /// The order between parts.
    static let parts = Topic(0)
    /// The order within a part, by the part's place.
    static func part(_ place: Int) -> Topic { Topic(1, place) }
    static let programs = Topic(2)
    static let tests = Topic(3)
    static let fences = Topic(4)
    /// The repository as a whole.
    static let repository = Topic(5)

    static func < (left: Topic, right: Topic) -> Bool { (left.rank, left.place) < (right.rank, right.place) }
  }

  /// What becomes of a rule that does not hold today.
  public enum Otherwise: Sendable, Equatable {
    case leftOut
    /// It is proposed all the same: its findings of today go into the baseline.
    case recorded
    /// It is proposed off where it has at most so many findings, with a sentence that tells what it would take to turn it on.
    case off(atMost: Int, toTurnOn: String)
  }

  /// The rule.
  public private(set) var rule: Rule
  /// What in the repository suggests it, a sentence.
  public let why: String
  /// What becomes of it where it does not hold.
  public let otherwise: Otherwise
  /// What to do to have it where it is left out, the end of a sentence; empty where findings say it.
  public let whenLeftOut: String
  private let topic: Topic

  init(
    _ topic: Topic, _ id: String, _ kind: any RuleKind, _ reason: String, why: String, otherwise: Otherwise = .leftOut,
    whenLeftOut: String = ""
  ) {
    self.topic = topic
    self.why = why
    self.otherwise = otherwise
    self.whenLeftOut = whenLeftOut
    rule = Rule(id: RuleProposal.id(like: id), kind: kind, reason: reason)
  }

  /// Returns a valid id: names of modules may have other letters, and begin with others.
  private static func id(like text: String) -> String {
    let letters = text.map { letter -> Character in
      letter.isASCII && (letter.isLetter || letter.isNumber || "._-".contains(letter)) ? letter : "-"
    }
    let id = String(letters.drop { !$0.isLetter && !$0.isNumber })
    return id.isEmpty ? "rule" : id
  }

  /// Returns the rule as it is proposed where it has so many findings; `nil` where it is left out.
  public func rule(with findings: Int) -> Rule? {
    if findings == 0 { return rule }
    switch otherwise {
    case .leftOut: return nil
    case .recorded: return rule
    case .off(let limit, let toTurnOn):
      if findings > limit { return nil }
      var rule = rule
      rule.severity = .off
      rule.reason += " (Off: \(findings == 1 ? "1 finding" : "\(findings) findings") today. To turn it on: \(toTurnOn).)"
      return rule
    }
  }

  /// Returns the proposals of all kinds, in order of topics; a number distinguishes rules that would have the same id.
  public static func all(for graph: ModuleGraph, _ groups: FolderGroups) -> [RuleProposal] {
    let repository = ProposalSubject(graph: graph, folderGroups: groups)
    let proposals = RuleLanguage.kinds.flatMap { $0.proposals(for: repository) }
    // By place where topics are equal, since sorting does not promise to keep it.
    let ordered = proposals.enumerated().sorted { ($0.element.topic, $0.offset) < ($1.element.topic, $1.offset) }.map(\.element)
    return ordered.reduce(into: []) { all, proposal in
      let id = proposal.rule.id
      let count = all.count { $0.rule.id == id || $0.rule.id.hasPrefix("\(id)-") }
      all.append(proposal)
      if count > 0 { all[all.count - 1].rule.id = "\(id)-\(count + 1)" }
    }
  }
}

extension RuleSet {
  /// Returns the number of edges that a rule judges: pairs of an importer and what it imports, each once.
  public func edgeCount(of rule: Rule, in graph: ModuleGraph) -> Int {
    let index = SelectionIndex(self, graph)
    let ends = rule.kind.spokenImports
    let importers = (ends?.importers ?? rule.kind.boundSelection).map { index.membership(of: $0) }
    let imported = ends?.imported.map { index.membership(of: $0) }
    var seen: Set<[ModuleID]> = []
    for edge in graph.imports where edge.from != edge.to {
      if importers?.contains(edge.from) ?? true, imported?.contains(edge.to) ?? true { seen.insert([edge.from, edge.to]) }
    }
    return seen.count
  }
}
