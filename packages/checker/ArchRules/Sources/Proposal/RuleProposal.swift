import PackageGraph

/// A proposed rule, derived from what groups import today; the evaluation decides whether it holds.
public struct RuleProposal: Sendable {
  /// The topic of the rule; proposals are ordered by it.
  struct Topic: Sendable, Comparable {
    private let rank: Int
    private let place: Int

    private init(_ rank: Int, _ place: Int = 0) { (self.rank, self.place) = (rank, place) }

    /// The imports that a group may have.
    static let imports = Topic(0)
    /// The order within a part, by the part's place.
    static func part(_ place: Int) -> Topic { Topic(1, place) }
    static let programs = Topic(2)
    static let tests = Topic(3)
    static let testFrameworks = Topic(4)
    /// The repository as a whole.
    static let repository = Topic(5)

    static func < (left: Topic, right: Topic) -> Bool { (left.rank, left.place) < (right.rank, right.place) }
  }

  /// The rule.
  public private(set) var rule: Rule
  /// Whether it is proposed even where it does not hold: its findings of today go into the baseline.
  public let isKeptWithFindings: Bool
  private let topic: Topic

  init(_ topic: Topic, _ id: String, _ kind: any RuleKind, _ reason: String, isKeptWithFindings: Bool = false) {
    self.topic = topic
    self.isKeptWithFindings = isKeptWithFindings
    rule = Rule(id: id, kind: kind, reason: reason)
  }

  /// Returns the proposal that the programs of a group are imported by tests alone, or by no target where there are no tests.
  static func programs(_ group: FolderGroups.Group, _ kind: any RuleKind) -> RuleProposal {
    RuleProposal(
      .programs, "\(group.name)-are-imported-by-tests-alone", kind,
      "A program is an end, not a part: move what others need of it into a library.")
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

/// A repository for which rules are proposed.
public struct ProposalSubject: Sendable {
  let graph: ModuleGraph
  fileprivate let folderGroups: FolderGroups

  var allGroups: [FolderGroups.Group] { folderGroups.groups }

  func groups(_ role: FolderGroups.Group.Role) -> [FolderGroups.Group] { folderGroups.groups(role) }

  /// Returns the layers that the imports within a group have, top first; `nil` where some import one another in a cycle.
  func layers(of group: FolderGroups.Group) -> [[ModuleID]]? { LayerInference.layers(of: group.members, in: graph) }

  /// Returns whether no two members of a group share a name, and no target outside it has one of theirs.
  func hasNamesOfItsOwn(_ group: FolderGroups.Group) -> Bool {
    let names = Set(group.members.map { graph.modules[$0].name })
    return names.count == group.members.count && graph.modules.count { $0.origin == .repository && names.contains($0.name) } == group.members.count
  }
}
