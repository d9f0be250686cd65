import PackageGraph

/// The kind of rule by which members never import one another. Targets that bind the same values of the selection's `{name}`s are one
/// member: the targets of one service may import one another.
public struct Independent: RuleKind {
  let members: Selection

  /// Creates the rule.
  public init(_ members: Selection) { self.members = members }

  public static let name = "independent"
  public static let summary = "The members of `in` never import one another."
  public static let reference = """
    The members never import one another. Those that bind the same value of a `{name}` are one member together: with `services/{name}/*` the \
    tests of a service may import its sources.
    """
  public static let fields: [RuleField] = [.selection("in", "The targets that stay apart.")]

  public init?(_ values: RuleValues) {
    guard let members = values.selection("in") else { return nil }
    self.init(members)
  }

  public var values: RuleValues { ["in": .selection(members)] }
  public var boundSelection: Selection? { members }
  public var spokenImports: SpokenImports? { SpokenImports(from: members, of: members) }

  public var sentence: String { "The members of \(members) never import one another. Those that share a value of a {name} in its globs are one." }
  public var remedy: String { "Remove the import. Move what the two share to a target that both may import." }
  public var namedSelections: [(title: String, selection: Selection?)] { [("Binds", members)] }

  public enum Text: String, FindingText {
    case refused = "the members of {members} do not import one another"
  }

  public func check(_ check: inout RuleCheck) {
    let membership = check.context.index.membership(of: members)
    let because = Text.refused.filled(["members": "\(members)"])
    check.checkImports(of: check.targets(among: membership.modules)) {
      membership.contains($1) && !membership.areTogether($0, $1) ? because : nil
    }
  }

  public func probe(_ prober: inout RuleProber) {
    let world = prober.world
    let membership = world.membership(of: members)
    let parts = world.parts(of: members)
    for part in parts {
      for other in parts {
        let importers = world.importers(part.membership)
        if let pair = prober.pair(importers, other.membership.modules, where: { !membership.areTogether($0, $1) }) {
          prober.attempt(part.label, other.label, .imports(world, pair))
        }
      }
    }
  }

  /// Proposes it for what folders or names say to be alike (features, services, examples), off where a few of them import one another, and
  /// for the members of any other part of which none does, each by itself or all of a folder together.
  public static func proposals(for repository: ProposalSubject) -> [RuleProposal] {
    let parts = repository.groups(.part)
    let slices = parts.flatMap { repository.slices(of: $0) }.filter(\.isOfPeers)
    return (parts + slices + repository.groups(.examples)).enumerated().compactMap { place, group -> RuleProposal? in
      let all = Set(group.members)
      let inner = repository.roles.edges.filter { all.contains($0.from) && all.contains($0.to) }
      let byFolder = inner.isEmpty ? nil : group.peers
      let folders = byFolder.map(repository.membership(of:))
      guard group.isOfPeers ? Set(group.members.map(repository.name)).count > 1 : isApart(group, inner, folders, repository) else { return nil }
      let names = repository.list(group.members.map(repository.name))
      return RuleProposal(
        .part(place), "\(group.name)-are-independent", Independent(byFolder ?? .group(group.name)),
        "\(names) stand beside one another: move what two of them share into a target below both.",
        why: group.isOfPeers
          ? "The folder or the name says that they are alike."
          : byFolder == nil ? "None of the \(all.count) targets imports another." : "None of the folders' targets imports another folder's.",
        otherwise: group.isOfPeers
          ? .off(
            atMost: max(3, 2 * all.count), toTurnOn: "move what they import of one another into a target below, or record it in the baseline")
          : .leftOut)
    }
  }

  /// Whether the libraries of a part, or its folders, are several of which none imports another. Of two that happen not to, nothing follows.
  private static func isApart(
    _ part: FolderGroups.Group, _ edges: [(from: ModuleID, to: ModuleID)], _ folders: Membership?, _ repository: ProposalSubject
  ) -> Bool {
    if !repository.slices(of: part).isEmpty { return false }
    guard let folders else {
      return edges.isEmpty && Set(part.members.filter { repository.roles[$0] == .library }.map(repository.name)).count > 2
    }
    return edges.allSatisfy { folders.areTogether($0.from, $0.to) } && Set(part.members.flatMap { folders.bindings[$0] }).count > 2
  }
}
