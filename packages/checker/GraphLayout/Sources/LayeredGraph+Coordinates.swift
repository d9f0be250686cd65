extension LayeredGraph {
  /// Returns the position of the middle of each vertex along its layer; the first layer's edge is at 0.
  ///
  /// Each layer in turn is placed where its neighbours pull it, without changing its order: at the positions nearest, in least squares, to
  /// those wished for, by pooling adjacent violators. Edges between dummies pull hardest, so that long edges run straight.
  ///
  /// - Parameters:
  ///   - extent: The length along the layer that a vertex takes.
  ///   - gap: The distance left free between two adjacent vertices.
  public func positions(extent: (Int) -> Double, gap: (Int, Int) -> Double) -> [Double] {
    var place = [Double](repeating: 0, count: vertexCount)
    for layer in layers {
      var end = 0.0
      for (index, vertex) in layer.enumerated() {
        if index > 0 { end += gap(layer[index - 1], vertex) }
        place[vertex] = end + extent(vertex) / 2
        end += extent(vertex)
      }
    }
    let rounds = 24
    for round in 0..<rounds {
      let isForward = round.isMultiple(of: 2)
      for layer in isForward ? Array(layers.indices) : layers.indices.reversed() {
        let vertices = layers[layer]
        var wishes: [(place: Double, weight: Double)] = []
        for vertex in vertices {
          var sum = 0.0
          var weight = 0.0
          // Rounds at the end weigh both sides, so that neither dominates.
          let sides = round >= rounds - 8 ? [predecessors, successors] : [isForward ? predecessors : successors]
          for side in sides {
            for other in side[vertex] {
              let pull = isDummy(vertex) && isDummy(other) ? 8.0 : isDummy(vertex) || isDummy(other) ? 2.0 : 1.0
              sum += pull * place[other]
              weight += pull
            }
          }
          wishes.append(weight > 0 ? (sum / weight, weight) : (place[vertex], 0.01))
        }
        let distances = zip(vertices, vertices.dropFirst()).map { (extent($0) + extent($1)) / 2 + gap($0, $1) }
        for (vertex, nearest) in zip(vertices, nearestPlaces(to: wishes, distances: distances)) { place[vertex] = nearest }
      }
    }
    let first = layers.compactMap { $0.first.map { place[$0] - extent($0) / 2 } }.min() ?? 0
    return place.map { $0 - first }
  }

  /// Returns ascending places at least `distances` apart whose weighted squared distance from the wishes is least.
  private func nearestPlaces(to wishes: [(place: Double, weight: Double)], distances: [Double]) -> [Double] {
    var offset = 0.0
    var offsets: [Double] = []
    var blocks: [(mean: Double, weight: Double, count: Int)] = []
    for (index, wish) in wishes.enumerated() {
      if index > 0 { offset += distances[index - 1] }
      offsets.append(offset)
      blocks.append((wish.place - offset, wish.weight, 1))
      while blocks.count > 1, blocks[blocks.count - 2].mean > blocks[blocks.count - 1].mean {
        let last = blocks.removeLast()
        let before = blocks.removeLast()
        let weight = before.weight + last.weight
        blocks.append(((before.mean * before.weight + last.mean * last.weight) / weight, weight, before.count + last.count))
      }
    }
    return zip(blocks.flatMap { repeatElement($0.mean, count: $0.count) }, offsets).map { $0 + $1 }
  }
}
