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

  /// Proposes it for the members of a part without imports within, for test targets, and for programs where there are no tests that could
  /// import them.
  public static func proposals(for repository: ProposalSubject) -> [RuleProposal] {
    let parts = repository.groups(.part).enumerated().compactMap { place, part -> RuleProposal? in
      guard part.members.count > 1, repository.layers(of: part)?.count == 1 else { return nil }
      return RuleProposal(
        .part(place), "\(part.name)-are-independent", Independent(.group(part.name)),
        "Targets of \(part.name) do not import one another: move what two of them share into a target below both.")
    }
    guard let tests = repository.groups(.tests).first else {
      return parts + repository.groups(.executables).map { .programs($0, Independent(.group($0.name))) }
    }
    if tests.members.count < 2 { return parts }
    return parts + [
      RuleProposal(
        .tests, "tests-are-independent", Independent(.group(tests.name)),
        "Test targets do not import one another: move what two of them share into a library for tests.")
    ]
  }
}
