import PackageGraph

extension RuleCheck {
  /// No chain of imports may lead from `from` to `to`. Each direct import is a finding at its place; where there is none, the shortest chain is.
  ///
  /// An exception speaks of a pair of ends, and of every single import in a chain: an excepted import is no part of any.
  mutating func checkForbidTransitively(from: Selection, to: Selection) {
    let forbidden = relation(from, to)
    let because = "\(from) may not reach \(to)"
    var needs = ChainExceptions(self) { _ in true }
    let mayReach = importersThatReach(context.index.membership(of: to))
    for importer in forbidden.subjects where context.isTarget(importer) && mayReach.reaches(importer) {
      let ledger = ledger
      let tree = ShortestPathTree(links.digraph, from: importer, skipping: { ledger.covers($0, $1) })
      for end in tree.reached where forbidden.contains(importer, end) && !self.ledger.excepts(importer, end) {
        if let link = links.link(from: importer, to: end) {
          for edge in links.places(link) { report(edge, because: because) }
        } else {
          reportChain(tree.path(to: end), because: because)
        }
      }
      needs.note(chainsFrom: importer, in: &self) { forbidden.contains(importer, $0) }
    }
  }

  /// Against the imports' direction, from a node that stands for all ends at once: most importers of most repositories need no further look.
  private func importersThatReach(_ ends: Membership) -> ShortestPathTree {
    let digraph = links.digraph
    let against = (0..<digraph.nodeCount).flatMap { from in digraph.successors(of: from).map { (from: $0, to: from) } }
    let toEnds = ends.modules.map { (from: digraph.nodeCount, to: $0) }
    return ShortestPathTree(Digraph(nodeCount: digraph.nodeCount + 1, edges: against + toEnds), from: digraph.nodeCount)
  }

  mutating func reportChain(_ way: [ModuleID], because: String) {
    let between = way.dropFirst().dropLast().map { name($0) }.joined(separator: " → ")
    report(chain: edges(along: way), message: "\(name(way[0])) reaches \(name(way[way.count - 1])) through \(between); \(because)")
  }
}

/// Finds out which exceptions of a rule about chains are needed: those that except an import on the way between two ends that may not meet.
struct ChainExceptions {
  private let through: (ModuleID) -> Bool
  private let excepted: [(from: ModuleID, to: ModuleID)]
  private var trees: [ModuleID: ShortestPathTree] = [:]

  init(_ check: RuleCheck, through: @escaping (ModuleID) -> Bool) {
    self.through = through
    guard !check.rule.exceptions.isEmpty else {
      excepted = []
      return
    }
    let digraph = check.links.digraph
    excepted = (0..<digraph.nodeCount).flatMap { from in
      digraph.successors(of: from).filter { check.ledger.covers(from, $0) || check.ledger.end(from, $0) != nil }.map { (from, $0) }
    }
  }

  mutating func note(chainsFrom start: ModuleID, in check: inout RuleCheck, isEnd: (ModuleID) -> Bool) {
    if check.rule.exceptions.isEmpty { return }
    let digraph = check.links.digraph
    let whole = ShortestPathTree(digraph, from: start, through: through)
    for end in whole.reached where isEnd(end) {
      _ = check.ledger.excepts(start, end)
      for edge in excepted where edge.from == start || (through(edge.from) && whole.reaches(edge.from)) {
        let onward = trees[edge.to] ?? ShortestPathTree(digraph, from: edge.to, through: through)
        trees[edge.to] = onward
        if edge.to == end || (through(edge.to) && onward.reaches(end)) { _ = check.ledger.excepts(edge.from, edge.to) }
      }
    }
  }
}
