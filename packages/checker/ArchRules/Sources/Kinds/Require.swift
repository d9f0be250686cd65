import PackageGraph

/// The kind of rule by which each of `from` imports at least one of `to`.
public struct Require: RuleKind {
  let from: Selection
  let to: Selection

  /// Creates the rule.
  public init(from: Selection, to: Selection) {
    self.from = from
    self.to = to
  }

  public static let name = "require"
  public static let summary = "Each of `from` imports at least one of `to`."
  public static let reference = "Each target of `from` imports at least one of `to`, itself or by a re-export."
  public static let fields: [RuleField] = [
    .selection("from", "The targets that must import."),
    .selection("to", boundBy: "from", "What they must import: one of these is enough."),
  ]

  public init?(_ values: RuleValues) {
    guard let from = values.selection("from"), let to = values.selection("to") else { return nil }
    self.init(from: from, to: to)
  }

  public var values: RuleValues { ["from": .selection(from), "to": .selection(to)] }
  public var boundSelection: Selection? { from }
  public var spokenImports: SpokenImports? { SpokenImports(from: from, of: to) }

  public var sentence: String { "Each target of \(from) imports at least one of \(to)." }
  public var remedy: String { "Import one of \(to) and use it, or take the target out of the rule's \"from\"." }
  public var namedSelections: [(title: String, selection: Selection?)] { [("Binds", from), ("Requires", to)] }

  public enum Text: String, FindingText {
    case missing = "{target} imports none of {to}, and each of {from} must"
  }

  /// Reports targets without such an import. A re-export serves as well as an import; asking `canImport` does not, nor does
  /// an import that no build has. A target that is itself
  /// among `to` needs none of the others.
  public func check(_ check: inout RuleCheck) {
    let required = check.relation(from, to)
    let links = check.links
    for target in check.targets(among: required.subjects) where hasSources(target, check.graph) && !required.contains(target, target) {
      let isMet = links.links(from: target).contains { link in
        link.isBuiltImport && (required.contains(target, link.to) || links.reexports(of: link.to).contains { required.contains(target, $0.module) })
      }
      if isMet || check.ledger.excepts(target) { continue }
      check.report(target: target, Text.missing.filled(["target": check.name(target), "to": "\(to)", "from": "\(from)"]) + check.ended(target))
    }
  }

  /// Returns whether the target has sources that could import: binary and system-library targets have none.
  private func hasSources(_ target: ModuleID, _ graph: ModuleGraph) -> Bool {
    let kind = graph.modules[target].kind
    return kind != .binary && kind != .system
  }

  public func probe(_ prober: inout RuleProber) {
    let world = prober.world
    let needs = world.membership(of: to)
    for part in world.parts(of: from) {
      // A target that is itself among `to` needs nothing more.
      guard let target = prober.single(world.importers(part.membership).filter { !needs.contains($0) }) else { continue }
      let name = world.name(target)
      prober.attempt(part.label, to.description, Trial(world, [target], imports: [], "\(name) imports nothing")) { $0.from == name }
    }
  }

  /// Proposes nothing: imports do not show what must be imported.
  public static func proposals(for repository: ProposalSubject) -> [RuleProposal] { [] }
}
