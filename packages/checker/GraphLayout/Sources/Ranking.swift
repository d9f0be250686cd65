/// The assignment of an acyclic graph's nodes to layers, so that every edge leads to a later one.
public enum Ranking {
  /// Returns the layer of each node, from 0.
  ///
  /// Longest paths give the fewest layers; then each node moves, as far as its neighbours allow, to where the sum of its edges' lengths is
  /// least.
  public static func ranks(nodeCount: Int, edges: [(from: Int, to: Int)]) -> [Int] {
    var successors = [[Int]](repeating: [], count: nodeCount)
    var predecessors = successors
    for edge in edges {
      successors[edge.from].append(edge.to)
      predecessors[edge.to].append(edge.from)
    }
    let order = topologicalOrder(successors, predecessors)
    var ranks = [Int](repeating: 0, count: nodeCount)
    for node in order { for next in successors[node] { ranks[next] = max(ranks[next], ranks[node] + 1) } }
    let last = ranks.max() ?? 0

    // A round moves nodes only to where the sum is smaller, so rounds come to an end; few are needed.
    for round in 0..<16 {
      var hasMoved = false
      for node in round.isMultiple(of: 2) ? order.reversed() : order {
        let lowest = predecessors[node].map { ranks[$0] + 1 }.max() ?? 0
        let highest = successors[node].map { ranks[$0] - 1 }.min() ?? last
        let pull = predecessors[node].count - successors[node].count
        let target = pull > 0 ? lowest : pull < 0 ? highest : ranks[node]
        if target != ranks[node] {
          ranks[node] = target
          hasMoved = true
        }
      }
      if !hasMoved { break }
    }
    let first = ranks.min() ?? 0
    return ranks.map { $0 - first }
  }

  private static func topologicalOrder(_ successors: [[Int]], _ predecessors: [[Int]]) -> [Int] {
    var waiting = predecessors.map(\.count)
    var order = waiting.indices.filter { waiting[$0] == 0 }
    var next = 0
    while next < order.count {
      for node in successors[order[next]] {
        waiting[node] -= 1
        if waiting[node] == 0 { order.append(node) }
      }
      next += 1
    }
    precondition(order.count == successors.count, "A graph with a cycle has no ranks.")
    return order
  }
}
