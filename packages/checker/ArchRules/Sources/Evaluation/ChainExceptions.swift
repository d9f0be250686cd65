import PackageGraph

/// The exceptions that a rule about chains needs: those that except an import on a path between two ends that must not be connected.
struct ChainExceptions {
  private let through: (ModuleID) -> Bool
  private let excepted: [(from: ModuleID, to: ModuleID)]
  private var trees: [ModuleID: ShortestPathTree] = [:]

  /// `through` says which modules a chain may lead on from.
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

  /// Reports to the check's ledger the exceptions that are needed for the chains from one module to the ends that it may not reach.
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
