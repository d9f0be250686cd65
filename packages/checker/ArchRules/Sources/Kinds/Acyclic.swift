import PackageGraph

/// The kind of rule by which no module imports itself by a chain.
public struct Acyclic: MembersRule {
  public let members: Selection?

  /// Creates the rule over some targets, or over all of the repository.
  public init(_ members: Selection? = nil) { self.members = members }

  public static let name = "acyclic"
  public static let summary = """
    No module imports itself by a chain. The finding shows a shortest cycle and a smallest set of imports whose removal breaks the cycles.
    """
  public static let reference = """
    No target imports itself by a chain. There is one finding for each set of targets that reach one another, at the newest of their imports \
    where `--since` can tell, and else at the one that is cheapest to break: the shortest cycle through it, and a smallest set of imports \
    without which there is none (exact for up to 16 targets, close to it for more).
    """
  public static let membersHelp = "The targets among which no cycle may be. Left out: all targets of the repository."

  public var sentence: String { "No target of \(members?.description ?? "the repository") imports itself by a chain." }
  public var remedy: String {
    "Remove the imports that the finding lists as its breakers: move what they are for to a target that both sides may import."
  }

  public enum Text: String, FindingText {
    case cycle = "{cycle} is a cycle; there is none without {breakers}"
    case knot =
      "{cycle} is a cycle, the shortest by its first import among {count} modules that reach one another: {modules}; there is none without {breakers}"
    case ended = "; an exception in it ended on {day}"
    case breaker = "{from} → {to} ({place})"
    case breakers = "{from} → {to} ({place} and {count} more)"
  }

  /// Reports one finding for each set of targets that reach one another: a cycle, and the fewest imports without which there is none.
  public func check(_ check: inout RuleCheck) {
    var isMember = [Bool](repeating: false, count: check.graph.modules.count)
    for target in check.context.targets(in: members) { isMember[target] = true }
    let all = isMember.indices.filter { isMember[$0] }.flatMap { check.links.links(from: $0) }.filter { isMember[$0.to] }

    noteExceptions(within: Digraph(nodeCount: isMember.count, edges: all.map { ($0.from, $0.to) }), all, &check)
    let ledger = check.ledger
    let digraph = Digraph(nodeCount: isMember.count, edges: all.filter { !ledger.covers($0.from, $0.to) }.map { ($0.from, $0.to) })
    for component in digraph.stronglyConnectedComponents() where component.count > 1 { report(cycleIn: component, of: digraph, &check) }
  }

  /// Counts every exception for an import that is part of a cycle as needed.
  private func noteExceptions(within digraph: Digraph, _ links: [ImportLink], _ check: inout RuleCheck) {
    if check.rule.exceptions.isEmpty { return }
    var componentOf = [Int](repeating: -1, count: digraph.nodeCount)
    for (number, component) in digraph.stronglyConnectedComponents().enumerated() { for module in component { componentOf[module] = number } }
    for link in links where componentOf[link.from] == componentOf[link.to] { _ = check.ledger.excepts(link.from, link.to) }
  }

  private func report(cycleIn component: [ModuleID], of digraph: Digraph, _ check: inout RuleCheck) {
    let (links, ledger) = (check.links, check.ledger)
    let name = { [graph = check.graph] (module: ModuleID) in graph.modules[module].name }
    let breaking = digraph.cycleBreakers(in: component) { links.link(from: $0, to: $1).map { links.places($0).count } ?? 1 }
      .compactMap { links.link(from: $0.from, to: $0.to) }
    let members = Set(component)
    let way = { (link: ImportLink) in [link.from] + digraph.shortestPath(from: link.to, to: link.from) { members.contains($0) }!.dropLast() }
    let cycle: [ModuleID]
    let edge: ImportEdge
    if let newest = newest(among: component, of: digraph, check) {
      (cycle, edge) = (way(newest.link), newest.edge)
    } else {
      // The fewest imports to remove; of equals, those of the shortest cycle.
      let choices = breaking.map { (link: $0, count: links.places($0).count, way: way($0)) }
      let cheapest = choices.min { ($0.count, $0.way.count) < ($1.count, $1.way.count) }!
      (cycle, edge) = (cheapest.way, links.first(cheapest.link))
    }
    let steps = [edge] + check.edges(along: cycle + [cycle[0]]).dropFirst()
    let names = component.map(name).sorted()
    let breakers = breaking.map { link in
      let (first, others) = (links.first(link), links.places(link).count - 1)
      return (others > 0 ? Text.breakers : .breaker).filled([
        "from": name(link.from), "to": name(link.to), "place": "\(first.path):\(first.position.line)", "count": "\(others)",
      ])
    }
    var message = (component.count > cycle.count ? Text.knot : .cycle).filled([
      "cycle": (cycle + [cycle[0]]).map(name).joined(separator: " → "), "count": "\(component.count)",
      "modules": names.joined(separator: ", "), "breakers": breakers.joined(separator: ", "),
    ])
    let ends = component.lazy.flatMap { from in digraph.successors(of: from).map { (from, $0) } }.compactMap { ledger.end($0.0, $0.1) }
    if let end = ends.first { message += Text.ended.filled(["day": "\(end)"]) }
    check.report(
      from: cycle[0], to: name(cycle[1]), path: edge.path, position: edge.position, message,
      chain: steps.map { .init(from: name($0.from), to: name($0.to), path: $0.path, position: $0.position) }, cycle: names)
  }

  /// Returns the first new import between modules that reach one another, before all one of a module that was not imported until then; `nil`
  /// where none is known to be new.
  private func newest(among component: [ModuleID], of digraph: Digraph, _ check: RuleCheck) -> (link: ImportLink, edge: ImportEdge)? {
    guard let changes = check.context.changes else { return nil }
    let members = Set(component)
    var newest: (link: ImportLink, edge: ImportEdge, isNewRelation: Bool)?
    for from in component {
      for to in digraph.successors(of: from) where members.contains(to) {
        guard let link = check.links.link(from: from, to: to), let new = changes.newlyImported(check.links.places(link)) else { continue }
        if newest == nil || new.isNewRelation && newest?.isNewRelation == false { newest = (link, new.edge, new.isNewRelation) }
      }
    }
    return newest.map { ($0.link, $0.edge) }
  }

  /// Tries imports in a circle between two members of each part, and between members of two parts.
  public func probe(_ prober: inout RuleProber) {
    let world = prober.world
    let parts = world.parts(of: members)
    for (index, part) in parts.enumerated() {
      for other in parts[index...] {
        guard let pair = prober.pair(world.importers(part.membership), world.importers(other.membership)) else { continue }
        let description = "\(world.name(pair.0)) and \(world.name(pair.1)) import one another"
        prober.attempt(part.label, other.label, Trial(world, [pair.0, pair.1], imports: [(0, 1), (1, 0)], description))
      }
    }
  }

  public static func proposals(for repository: ProposalSubject) -> [RuleProposal] {
    [
      RuleProposal(
        .repository, "no-cycles", Acyclic(), "Modules that import one another in a circle change together; move what they share into a third.",
        why: "It holds of the repository as a whole, or its cycles are recorded.", otherwise: .recorded)
    ]
  }
}
