import PackageGraph

/// The kind of rule by which `from` may not import `to` and, where it is transitive, may not reach it by a chain of imports.
public struct Forbid: RuleKind {
  let from: Selection
  let to: Selection
  let isTransitive: Bool

  /// Creates the rule.
  public init(from: Selection, to: Selection, isTransitive: Bool = false) {
    self.from = from
    self.to = to
    self.isTransitive = isTransitive
  }

  public static let name = "forbid"
  public static let summary = "`from` may not import `to`."
  public static let reference = """
    A target of `from` may not import `to`. With `"transitive": true` it may not reach it by a chain of imports either; the finding shows the \
    shortest chain.
    """
  public static let fields: [RuleField] = [
    .selection("from", "Whose imports the rule judges."),
    .selection("to", boundBy: "from", "What they may not import."),
    .flag(
      "transitive", meaning: "whether chains of imports count too",
      "`true`: `from` may not reach `to` by a chain of imports either. The finding shows the shortest chain."),
  ]

  public init?(_ values: RuleValues) {
    guard let from = values.selection("from"), let to = values.selection("to") else { return nil }
    self.init(from: from, to: to, isTransitive: values.flag("transitive"))
  }

  public var values: RuleValues { ["from": .selection(from), "to": .selection(to), "transitive": .flag(isTransitive)] }
  public var boundSelection: Selection? { from }
  public var spokenImports: SpokenImports? { SpokenImports(from: from, of: to) }

  public var sentence: String {
    let end = isTransitive ? "nor reach it by any chain of imports" : "nor get it through a re-export"
    return "A target of \(from) may not import \(to), \(end)."
  }
  public var remedy: String {
    isTransitive
      ? "Remove one import of the chain shown, the one that belongs there least, or move what it is for to a place that may be reached."
      : "Remove the import. Move what is needed to a place that may be imported, or hand it in from outside."
  }
  public var namedSelections: [(title: String, selection: Selection?)] { [("Binds", from), ("Forbids", to)] }

  public enum Text: String, FindingText {
    case imported = "{from} may not import {to}"
    case reached = "{from} may not reach {to}"
  }

  public func check(_ check: inout RuleCheck) {
    let forbidden = check.relation(from, to)
    let text = isTransitive ? Text.reached : .imported
    let because = text.filled(["from": "\(from)", "to": "\(to)"])
    if isTransitive {
      checkChains(forbidden, because: because, &check)
    } else {
      check.checkImports(of: check.targets(among: forbidden.subjects)) { forbidden.contains($0, $1) ? because : nil }
    }
  }

  /// Reports chains of imports from `from` to `to`. Each direct import is a finding at its place; where there is none, the shortest chain
  /// is.
  ///
  /// An exception applies to a pair of ends, and to every single import in a chain: an excepted import is part of no chain.
  private func checkChains(_ forbidden: Relation, because: String, _ check: inout RuleCheck) {
    let links = check.links
    var needs = ChainExceptions(check) { _ in true }
    let mayReach = importersThatReach(check.context.index.membership(of: to), links.digraph)
    for importer in check.targets(among: forbidden.subjects) where mayReach.reaches(importer) {
      let ledger = check.ledger
      let tree = ShortestPathTree(links.digraph, from: importer, skipping: { ledger.covers($0, $1) })
      for end in tree.reached where forbidden.contains(importer, end) && !check.ledger.excepts(importer, end) {
        if let link = links.link(from: importer, to: end) {
          for edge in links.places(link) { check.report(edge, because: because) }
        } else {
          check.reportChain(tree.path(to: end), because: because)
        }
      }
      needs.note(chainsFrom: importer, in: &check) { forbidden.contains(importer, $0) }
    }
  }

  /// Returns the shortest paths against the imports' direction, from a node that stands for all ends at once: most importers of most
  /// repositories need no further search.
  private func importersThatReach(_ ends: Membership, _ digraph: Digraph) -> ShortestPathTree {
    let against = (0..<digraph.nodeCount).flatMap { from in digraph.successors(of: from).map { (from: $0, to: from) } }
    let toEnds = ends.modules.map { (from: digraph.nodeCount, to: $0) }
    return ShortestPathTree(Digraph(nodeCount: digraph.nodeCount + 1, edges: against + toEnds), from: digraph.nodeCount)
  }

  public func probe(_ prober: inout RuleProber) {
    let world = prober.world
    let forbidden = Relation(subjects: world.membership(of: from), objects: world.membership(of: to))
    for part in world.parts(of: from) {
      for other in world.parts(of: to) {
        let importers = world.importers(part.membership)
        guard let pair = prober.pair(importers, other.membership.modules, where: { forbidden.contains($0, $1) }) else { continue }
        prober.attempt(part.label, other.label, .imports(world, pair))
        guard let middle = world.between else { continue }
        prober.attempt(part.label, other.label, .imports(world, pair, through: middle, exported: true))
        if isTransitive { prober.attempt(part.label, other.label, .imports(world, pair, through: middle, exported: false)) }
      }
    }
  }

  /// Proposes that no module is imported of which nothing is known. What else must not be imported, imports do not show.
  public static func proposals(for repository: ProposalSubject) -> [RuleProposal] {
    [
      RuleProposal(
        .repository, "nothing-unknown", Forbid(from: Selection([.selector(Selector(paths: ["**"]))]), to: .group(RuleLanguage.unknownGroup)),
        "A module of no manifest and no platform is one that nobody answers for: declare its package, or name it under \"platform\".",
        why: "A name that no manifest and no list has is a mistake, or comes from somewhere that the repository does not say.",
        otherwise: .off(atMost: .max, toTurnOn: "declare the packages of these modules, or name them under \"platform\""))
    ]
  }
}
