/// The kind of rule by which each target is in some group.
public struct Covered: MembersRule {
  public let members: Selection?

  /// Creates the rule over some targets, or over all of the repository.
  public init(_ members: Selection? = nil) { self.members = members }

  public static let name = "covered"
  public static let summary = "Each target is in some group, so that a new target cannot escape the rules."
  public static let reference =
    "Each target is in some group, so that a new one cannot escape the rules. Without `in`, Swift files of no target are in one as well."

  public var sentence: String { "Each target of \(members?.description ?? "the repository") is in some group." }
  public var remedy: String { "Put the target where a group's globs find it, or add a group for it and say in the rules what it may import." }

  public enum Text: String, FindingText {
    case stray = "{target} ({folder}) is in no group"
    case unowned = "{files} here in no target and no group: put them into a target, or name them as \"sources\" of a group"
  }

  public func check(_ check: inout RuleCheck) {
    let groups = check.context.index.groups.values
    for target in check.context.targets(in: members) where !groups.contains(where: { $0.contains(target) }) && !check.ledger.excepts(target) {
      let text = Text.stray.filled(["target": check.name(target), "folder": check.graph.modules[target].folder ?? "."])
      check.report(target: target, text + check.ended(target))
    }
    if members != nil { return }
    for sources in check.graph.unowned {
      let files = sources.fileCount == 1 ? "A Swift file is" : "\(sources.fileCount) Swift files are"
      check.report(path: sources.folder, Text.unowned.filled(["files": files]))
    }
  }

  public func probe(_ prober: inout RuleProber) {
    let world = prober.world
    for part in world.parts(of: members) {
      let strays = world.importers(part.membership).filter { world.outsiders.contains($0) }
      guard let stray = prober.single(strays) else { continue }
      let name = world.name(stray)
      prober.attempt(part.label, nil, Trial(world, [stray], imports: [], "\(name) is in no group")) { $0.from == name }
    }
  }

  /// Proposes it for all that is there; for targets alone, where Swift files are in none of them.
  public static func proposals(for repository: ProposalSubject) -> [RuleProposal] {
    let members = repository.graph.unowned.isEmpty ? nil : Selection([.selector(Selector(paths: ["**"]))])
    return [
      RuleProposal(
        .repository, "everything-is-covered", Covered(members), "A target in no group is bound by no rule between groups: put it into one.",
        why: "Each target is in a group that a rule speaks of.",
        whenLeftOut: "the rules above speak of no such group: write one that does, then this one")
    ]
  }
}
