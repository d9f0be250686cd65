extension OrderingProblem {
  /// Returns an order with the least weight of backward edges, by dynamic programming over the subsets of nodes.
  ///
  /// The best order of a subset ends in some node, whose edges to the others are its cost; the others are a smaller subset.
  func bestOrder() -> [Int] {
    let count = nodes.count
    precondition(count <= Self.exactLimit, "\(count) nodes have too many subsets to weigh.")
    // The weight of a node's edges into a subset is the sum of two table entries, one for each half of the subset's bits.
    let halfBits = (count + 1) / 2
    let halfMask = 1 << halfBits - 1
    let low = nodes.indices.map { tableOfSums(of: $0, bits: 0..<halfBits) }
    let high = nodes.indices.map { tableOfSums(of: $0, bits: halfBits..<count) }

    var cost = [Int](repeating: 0, count: 1 << count)
    var last = [Int8](repeating: -1, count: 1 << count)
    for subset in 1..<max(1, 1 << count) {
      var best = Int.max
      var remaining = subset
      while remaining != 0 {
        let node = remaining.trailingZeroBitCount
        remaining &= remaining - 1
        let others = subset & ~(1 << node)
        let total = cost[others] + low[node][others & halfMask] + high[node][others >> halfBits]
        if total <= best {
          best = total
          last[subset] = Int8(node)
        }
      }
      cost[subset] = best
    }

    var order: [Int] = []
    var subset = 1 << count - 1
    while subset != 0 {
      let node = Int(last[subset])
      order.append(node)
      subset &= ~(1 << node)
    }
    return order.reversed()
  }

  /// Returns the weight of the edges from `node` into each subset of the nodes `bits`.
  private func tableOfSums(of node: Int, bits: Range<Int>) -> [Int] {
    var weights = [Int](repeating: 0, count: bits.count)
    for edge in outgoing[node] where bits.contains(edge.node) { weights[edge.node - bits.lowerBound] = edge.weight }
    var table = [Int](repeating: 0, count: 1 << bits.count)
    for subset in 1..<max(1, table.count) {
      table[subset] = table[subset & (subset - 1)] + weights[subset.trailingZeroBitCount]
    }
    return table
  }
}
