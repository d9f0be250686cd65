import GraphLayout
import TestSupport
import Testing

@Suite(.blocking) struct PositionsTests {
  @Test func `vertices keep their order and their distance, and the first begins at 0`() {
    var generator = SeededGenerator(for: "vertices keep their order and their distance")
    for _ in 0..<100 {
      let count = Int.random(in: 1...24, using: &generator)
      let edges = (0..<40).map { _ in (Int.random(in: 0..<count, using: &generator), Int.random(in: 0..<count, using: &generator)) }
        .filter { $0.0 < $0.1 }.map { (from: $0.0, to: $0.1) }
      var graph = LayeredGraph(ranks: Ranking.ranks(nodeCount: count, edges: edges), edges: edges, isShared: { _ in true })
      graph.reduceCrossings()
      let places = graph.positions(extent: { $0 < count ? 30 : 4 }, gap: { _, _ in 10 })
      for layer in graph.layers {
        for (left, right) in zip(layer, layer.dropFirst()) {
          let least = (left < count ? 15.0 : 2) + 10 + (right < count ? 15.0 : 2)
          #expect(places[right] - places[left] >= least - 0.001)
        }
      }
      let starts = places.indices.map { places[$0] - ($0 < count ? 15 : 2) }
      #expect(abs(starts.min()!) < 0.001)
    }
  }

  @Test func `a long edge runs straight`() {
    var graph = LayeredGraph(ranks: [0, 3, 1, 2], edges: [(0, 1), (0, 2), (2, 3), (3, 1)], isShared: { _ in true })
    graph.reduceCrossings()
    let places = graph.positions(extent: { _ in 20 }, gap: { _, _ in 10 })
    let dummies = graph.routes[0].filter { graph.isDummy($0) }
    #expect(dummies.count == 2)
    #expect(abs(places[dummies[0]] - places[dummies[1]]) < 1)
  }
}
