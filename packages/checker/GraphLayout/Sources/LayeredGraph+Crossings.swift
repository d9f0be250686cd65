extension LayeredGraph {
  /// Orders each layer so that few edges cross: barycenter sweeps to and fro from two starts, then swaps of neighbours; the best is kept.
  public mutating func reduceCrossings() {
    if layers.allSatisfy({ $0.count < 2 }) { return }
    let start = layers
    var best = layers
    var fewest = crossings
    for isReversed in [false, true] {
      layers = isReversed ? start.map { $0.reversed() } : start
      var roundsWithoutGain = 0
      for round in 0..<40 where roundsWithoutGain < 8 {
        sweep(forward: round.isMultiple(of: 2))
        swapNeighbours()
        let count = crossings
        roundsWithoutGain += 1
        if count < fewest { (best, fewest, roundsWithoutGain) = (layers, count, 0) }
      }
    }
    layers = best
  }

  /// Orders each layer by the mean place of the neighbours in the layer just ordered.
  private mutating func sweep(forward: Bool) {
    let neighbours = forward ? predecessors : successors
    var place = places
    for layer in forward ? Array(layers.indices.dropFirst()) : layers.indices.dropLast().reversed() {
      let means = layers[layer].map { vertex in
        neighbours[vertex].isEmpty
          ? Double(place[vertex]) : Double(neighbours[vertex].reduce(0) { $0 + place[$1] }) / Double(neighbours[vertex].count)
      }
      let order = means.indices.sorted { (means[$0], $0) < (means[$1], $1) }
      layers[layer] = order.map { layers[layer][$0] }
      for (index, vertex) in layers[layer].enumerated() { place[vertex] = index }
    }
  }

  /// Swaps two vertices that stand side by side as long as that undoes more crossings than it makes.
  private mutating func swapNeighbours() {
    var place = places
    let sorted = { (lists: [[Int]]) in lists.map { $0.map { place[$0] }.sorted() } }
    for layer in layers.indices {
      // Only this layer moves, so the places of its neighbours hold for its whole turn.
      let before = sorted(layers[layer].map { predecessors[$0] })
      let after = sorted(layers[layer].map { successors[$0] })
      var order = Array(layers[layer].indices)
      var hasSwapped = true
      var rounds = 0
      while hasSwapped, rounds < 10 {
        hasSwapped = false
        rounds += 1
        for index in order.indices.dropLast() {
          let (first, second) = (order[index], order[index + 1])
          let now = inversions(before[first], before[second]) + inversions(after[first], after[second])
          let then = inversions(before[second], before[first]) + inversions(after[second], after[first])
          if then < now {
            order.swapAt(index, index + 1)
            hasSwapped = true
          }
        }
      }
      layers[layer] = order.map { layers[layer][$0] }
      for (index, vertex) in layers[layer].enumerated() { place[vertex] = index }
    }
  }

  /// Pairs of which the first's is after the second's; both ascend.
  private func inversions(_ first: [Int], _ second: [Int]) -> Int {
    var count = 0
    var before = 0
    for place in first {
      while before < second.count, second[before] < place { before += 1 }
      count += before
    }
    return count
  }

  /// The number of crossings between all neighbouring layers (Barth, Jünger, Mutzel: "Simple and efficient bilayer cross counting", 2002).
  public var crossings: Int {
    let place = places
    var count = 0
    for layer in layers.dropLast().indices {
      let ends = layers[layer].flatMap { successors[$0].map { place[$0] }.sorted() }
      var tree = [Int](repeating: 0, count: layers[layer + 1].count + 1)
      for (seen, end) in ends.enumerated() {
        var notAfter = 0
        var index = end + 1
        while index > 0 {
          notAfter += tree[index]
          index -= index & -index
        }
        count += seen - notAfter
        index = end + 1
        while index < tree.count {
          tree[index] += 1
          index += index & -index
        }
      }
    }
    return count
  }

  private var places: [Int] {
    var place = [Int](repeating: 0, count: vertexCount)
    for layer in layers { for (index, vertex) in layer.enumerated() { place[vertex] = index } }
    return place
  }
}
