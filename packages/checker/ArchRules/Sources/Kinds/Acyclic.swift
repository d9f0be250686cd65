import PackageGraph

/// The kind of rule by which no module imports itself by a chain.
public struct Acyclic: MembersRule {
  public let members: Selection?

  /// Creates the rule over some targets, or over all of the repository.
  public init(_ members: Selection? = nil) { self.members = members }

  public static let name = "acyclic"
  public static let summary = """
    No module imports itself by a chain. The finding shows the shortest cycle and a smallest set of imports whose removal breaks the cycles.
    """
  public static let reference = """
    No target imports itself by a chain. There is one finding for each set of targets that reach one another: the shortest cycle, and a \
    smallest set of imports without which there is none (exact for up to 16 targets, close to it for more).
    """
  public static let membersHelp = "The targets among which no cycle may be. Left out: all targets of the repository."

  public var sentence: String { "No target of \(members?.description ?? "the repository") imports itself by a chain." }
  public var remedy: String {
    "Remove the imports that the finding lists as its breakers: move what they are for to a target that both sides may import."
  }

  public enum Text: String, FindingText {
    case cycle = "{cycle} is a cycle; there is none without {breakers}"
    case knot = "{cycle} is a cycle, the shortest among {count} modules that reach one another: {modules}; there is none without {breakers}"
    case ended = "; an exception in it ended on {day}"
    case breaker = "{from} → {to} ({place})"
    case breakers = "{from} → {to} ({place} and {count} more)"
  }

  /// Reports one finding for each set of targets that reach one another: the shortest cycle, and the fewest imports without which there is
  /// none.
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
    let cycle = digraph.shortestCycle(in: component)
    let steps = check.edges(along: cycle + [cycle[0]])
    let names = component.map(name).sorted()
    let breakers = digraph.cycleBreakers(in: component) { links.link(from: $0, to: $1).map { links.places($0).count } ?? 1 }
      .compactMap { links.link(from: $0.from, to: $0.to) }
      .map { link in
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
      from: cycle[0], to: name(cycle[1]), path: steps[0].path, position: steps[0].position, message,
      chain: steps.map { .init(from: name($0.from), to: name($0.to), path: $0.path, position: $0.position) }, cycle: names)
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
        isKeptWithFindings: true)
    ]
  }
}
