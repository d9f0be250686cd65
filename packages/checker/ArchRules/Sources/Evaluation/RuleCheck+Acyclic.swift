import PackageGraph

extension RuleCheck {
  /// One finding for each set of targets that reach one another: the shortest cycle, and the fewest imports without which there is none.
  mutating func checkAcyclic(_ selection: Selection?) {
    var isMember = [Bool](repeating: false, count: graph.modules.count)
    for target in context.targets(in: selection) { isMember[target] = true }
    let all = isMember.indices.filter { isMember[$0] }.flatMap { links.links(from: $0) }.filter { isMember[$0.to] }

    noteExceptions(within: Digraph(nodeCount: isMember.count, edges: all.map { ($0.from, $0.to) }), all)
    let digraph = Digraph(nodeCount: isMember.count, edges: all.filter { !ledger.covers($0.from, $0.to) }.map { ($0.from, $0.to) })
    for component in digraph.stronglyConnectedComponents() where component.count > 1 { report(cycleIn: component, of: digraph) }
  }

  /// Every exception for an import that is part of a cycle is needed.
  private mutating func noteExceptions(within digraph: Digraph, _ links: [ImportLink]) {
    if rule.exceptions.isEmpty { return }
    var componentOf = [Int](repeating: -1, count: digraph.nodeCount)
    for (number, component) in digraph.stronglyConnectedComponents().enumerated() { for module in component { componentOf[module] = number } }
    for link in links where componentOf[link.from] == componentOf[link.to] { _ = ledger.excepts(link.from, link.to) }
  }

  private mutating func report(cycleIn component: [ModuleID], of digraph: Digraph) {
    let cycle = digraph.shortestCycle(in: component)
    let steps = edges(along: cycle + [cycle[0]])
    let names = component.map { name($0) }.sorted()
    var message = "\((cycle + [cycle[0]]).map { name($0) }.joined(separator: " → ")) is a cycle"
    if component.count > cycle.count {
      message += ", the shortest among \(component.count) modules that reach one another: \(names.joined(separator: ", "))"
    }
    let links = links
    let breakers = digraph.cycleBreakers(in: component) { links.link(from: $0, to: $1).map { links.places($0).count } ?? 1 }
    message += "; there is none without \(breakers.compactMap { links.link(from: $0.from, to: $0.to) }.map { describe($0) }.joined(separator: ", "))"
    let ends = component.lazy.flatMap { from in digraph.successors(of: from).map { (from, $0) } }.compactMap { [ledger] in ledger.end($0.0, $0.1) }
    if let end = ends.first { message += "; an exception in it ended on \(end)" }
    append(
      from: cycle[0], to: cycle[1], path: steps[0].path, position: steps[0].position, message: message,
      chain: steps.map { .init(from: name($0.from), to: name($0.to), path: $0.path, position: $0.position) }, cycle: names)
  }

  /// `A → B (a/File.swift:3 and 2 more)`
  private func describe(_ link: ImportLink) -> String {
    let (first, others) = (links.first(link), links.places(link).count - 1)
    return "\(name(link.from)) → \(name(link.to)) (\(first.path):\(first.position.line)\(others > 0 ? " and \(others) more" : ""))"
  }
}
