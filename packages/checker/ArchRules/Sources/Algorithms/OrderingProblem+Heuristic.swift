extension OrderingProblem {
  /// Returns an order with little weight of backward edges, in time quadratic in the number of nodes.
  ///
  /// P. Eades, X. Lin, W. F. Smyth, "A fast and effective heuristic for the feedback arc set problem" (1993), over weights; then each node
  /// is moved to where it costs least, until no move helps.
  func goodOrder() -> [Int] {
    var order = greedyOrder()
    // Each round that goes on has gained, so this ends; the limit bounds the time on graphs where each gains little.
    var rounds = 0
    while rounds < 50, improve(&order) { rounds += 1 }
    return order
  }

  private func greedyOrder() -> [Int] {
    var surplus = nodes.indices.map { node in outgoing[node].reduce(0) { $0 + $1.weight } - incoming[node].reduce(0) { $0 + $1.weight } }
    var outDegree = outgoing.map(\.count)
    var inDegree = incoming.map(\.count)
    var remaining = Array(nodes.indices)
    var front: [Int] = []
    var back: [Int] = []

    while !remaining.isEmpty {
      let chosen: Int
      if let sink = remaining.first(where: { outDegree[$0] == 0 }) {
        chosen = sink
        back.append(sink)
      } else {
        chosen = remaining.first { inDegree[$0] == 0 } ?? remaining.max { (surplus[$0], $1) < (surplus[$1], $0) }!
        front.append(chosen)
      }
      remaining.remove(at: remaining.firstIndex(of: chosen)!)
      for edge in outgoing[chosen] {
        inDegree[edge.node] -= 1
        surplus[edge.node] += edge.weight
      }
      for edge in incoming[chosen] {
        outDegree[edge.node] -= 1
        surplus[edge.node] -= edge.weight
      }
    }
    return front + back.reversed()
  }

  /// Moves each node in turn to the best place among the others; returns whether that gained anything.
  private func improve(_ order: inout [Int]) -> Bool {
    var hasGained = false
    for node in nodes.indices {
      var place = [Int](repeating: 0, count: nodes.count)
      for (index, other) in order.enumerated() { place[other] = index }

      // What it costs to stand behind a neighbour rather than before it.
      var change = [Int: Int]()
      for edge in outgoing[node] { change[place[edge.node], default: 0] += edge.weight }
      for edge in incoming[node] { change[place[edge.node], default: 0] -= edge.weight }

      var cost = 0
      var costHere = 0
      var best = (cost: 0, behind: -1)
      for (neighbour, difference) in change.sorted(by: { $0.key < $1.key }) {
        cost += difference
        if neighbour < place[node] { costHere = cost }
        if cost < best.cost { best = (cost, neighbour) }
      }
      guard best.cost < costHere else { continue }
      order.remove(at: place[node])
      order.insert(node, at: best.behind < place[node] ? best.behind + 1 : best.behind)
      hasGained = true
    }
    return hasGained
  }
}
