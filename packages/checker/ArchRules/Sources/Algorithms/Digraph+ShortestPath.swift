extension Digraph {
  /// Returns the nodes of a shortest path of at least one edge, both ends included; `nil` where there is none.
  ///
  /// Of several shortest paths it is the one whose nodes come first in lexicographic order. Where `from` equals `to` it is the shortest
  /// cycle.
  ///
  /// - Parameter through: Returns whether the path may use a node between its ends.
  public func shortestPath(from: Int, to: Int, through: (Int) -> Bool = { _ in true }) -> [Int]? {
    shortestPath(from: from, to: to, atMost: nodeCount, through: through)
  }

  /// Returns such a path with at most `limit` edges.
  func shortestPath(from: Int, to: Int, atMost limit: Int, through: (Int) -> Bool) -> [Int]? {
    var previous = [Int?](repeating: nil, count: nodeCount)
    var frontier = [from]
    var length = 0
    // Taking each level in the order in which it was reached keeps the dictionary order.
    while !frontier.isEmpty, length < limit {
      length += 1
      var next: [Int] = []
      for node in frontier {
        for successor in successors(of: node) {
          if successor == to { return way(to: node, from: from, previous) + [to] }
          guard successor != from, previous[successor] == nil, through(successor) else { continue }
          previous[successor] = node
          next.append(successor)
        }
      }
      frontier = next
    }
    return nil
  }

  private func way(to node: Int, from: Int, _ previous: [Int?]) -> [Int] {
    var way = [node]
    while way[way.count - 1] != from, let before = previous[way[way.count - 1]] { way.append(before) }
    return way.reversed()
  }
}
