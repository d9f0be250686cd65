/// The kind of rule that denies by default: `from` may import its own module and `to`, nothing else.
public struct Allow: RuleKind {
  let from: Selection
  let to: Selection

  /// Creates the rule.
  public init(from: Selection, to: Selection) {
    self.from = from
    self.to = to
  }

  public static let name = "allow"
  public static let summary = "`from` may import its own module and `to`, and nothing else."
  public static let reference = "Deny by default: a target of `from` may import its own module and `to`, and nothing else."
  public static let fields: [RuleField] = [
    .selection("from", "Whose imports the rule judges."),
    .selection("to", boundBy: "from", "What they may import. Everything that is not named here is refused."),
  ]

  public init?(_ values: RuleValues) {
    guard let from = values.selection("from"), let to = values.selection("to") else { return nil }
    self.init(from: from, to: to)
  }

  public var values: RuleValues { ["from": .selection(from), "to": .selection(to)] }
  public var boundSelection: Selection? { from }
  public var spokenImports: SpokenImports? { SpokenImports(from: from) }

  public var sentence: String { "A target of \(from) may import its own module and \(to), and nothing else." }
  public var remedy: String { "Remove the import, or move what is needed to where it may be imported from: \(to)." }
  public var namedSelections: [(title: String, selection: Selection?)] { [("Binds", from), ("Allows", to)] }

  public enum Text: String, FindingText {
    case refused = "{from} may import only {to}"
  }

  public func check(_ check: inout RuleCheck) {
    let allowed = check.relation(from, to)
    let because = Text.refused.filled(["from": "\(from)", "to": "\(to)"])
    check.checkImports(of: check.targets(among: allowed.subjects)) { allowed.contains($0, $1) ? nil : because }
  }

  /// Tries an import of every group that `to` does not name, and of a module in no group; where both sides bind a `{name}`, of every other
  /// value.
  public func probe(_ prober: inout RuleProber) {
    let world = prober.world
    let allowed = Relation(subjects: world.membership(of: from), objects: world.membership(of: to))
    for part in world.parts(of: from) {
      let importers = world.importers(part.membership)
      for group in world.groupsAndOutsiders {
        let objects = group.membership.modules
        let refused = prober.pair(importers, objects) { !allowed.contains($0, $1) }
        // A group that `to` names has nothing to be refused; one that it takes in by globs of its own is worth saying.
        if refused == nil, world.names(to, group) { continue }
        if let pair = refused ?? prober.pair(importers, objects) { prober.attempt(part.label, group.label, .imports(world, pair)) }
      }
    }
  }

  /// Proposes nothing: a list of all that a group imports today says less than layers and fences, and must be written anew with each import.
  public static func proposals(for repository: ProposalSubject) -> [RuleProposal] { [] }
}
