import PackageGraph

/// A rule that may hold in a repository, from what its groups import today; whether it does is for the evaluation to say.
public struct RuleProposal: Sendable {
  /// What the rule is about; proposals stand in this order.
  struct Topic: Sendable, Comparable {
    private let rank: Int
    private let place: Int

    private init(_ rank: Int, _ place: Int = 0) { (self.rank, self.place) = (rank, place) }

    /// What a group may import.
    static let imports = Topic(0)
    /// The order within a part: its place among the parts.
    static func part(_ place: Int) -> Topic { Topic(1, place) }
    static let programs = Topic(2)
    static let tests = Topic(3)
    static let testFrameworks = Topic(4)
    /// The repository as a whole.
    static let repository = Topic(5)

    static func < (left: Topic, right: Topic) -> Bool { (left.rank, left.place) < (right.rank, right.place) }
  }

  public private(set) var rule: Rule
  /// Whether it is proposed where it does not hold as well: what breaks it today goes into the baseline.
  public let isKeptWithFindings: Bool
  private let topic: Topic

  init(_ topic: Topic, _ id: String, _ kind: any RuleKind, _ reason: String, isKeptWithFindings: Bool = false) {
    self.topic = topic
    self.isKeptWithFindings = isKeptWithFindings
    rule = Rule(id: id, kind: kind, reason: reason)
  }

  /// That the programs of a group are imported by tests alone, or by nobody where there are none.
  static func programs(_ group: FolderGroups.Group, _ kind: any RuleKind) -> RuleProposal {
    RuleProposal(
      .programs, "\(group.name)-are-imported-by-tests-alone", kind,
      "A program is an end, not a part: move what others need of it into a library.")
  }

  /// What every kind proposes, in order of topics; a number tells rules apart that would have the same id.
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

/// A repository that rules are proposed for.
public struct ProposalSubject: Sendable {
  let graph: ModuleGraph
  fileprivate let folderGroups: FolderGroups

  var allGroups: [FolderGroups.Group] { folderGroups.groups }

  func groups(_ role: FolderGroups.Group.Role) -> [FolderGroups.Group] { folderGroups.groups(role) }

  /// The layers that the imports within a group have, top first; `nil` where some import one another in a circle.
  func layers(of group: FolderGroups.Group) -> [[ModuleID]]? { LayerInference.layers(of: group.members, in: graph) }

  /// Whether no two members of a group share a name, and no target outside it has one of theirs.
  func hasNamesOfItsOwn(_ group: FolderGroups.Group) -> Bool {
    let names = Set(group.members.map { graph.modules[$0].name })
    return names.count == group.members.count && graph.modules.count { $0.origin == .repository && names.contains($0.name) } == group.members.count
  }
}
