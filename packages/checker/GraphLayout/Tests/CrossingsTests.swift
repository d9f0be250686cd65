import GraphLayout
import TestSupport
import Testing

@Suite struct CrossingsTests {
  @Test func `crossings are counted as one by one, and ordering never makes more`() {
    var generator = SeededGenerator(for: "crossings are counted as one by one")
    for _ in 0..<100 {
      let count = Int.random(in: 2...24, using: &generator)
      let edges = (0..<40).map { _ in (Int.random(in: 0..<count, using: &generator), Int.random(in: 0..<count, using: &generator)) }
        .filter { $0.0 < $0.1 }.map { (from: $0.0, to: $0.1) }
      var graph = LayeredGraph(ranks: Ranking.ranks(nodeCount: count, edges: edges), edges: edges, isShared: { $0.isMultiple(of: 2) })
      let before = graph.crossings
      #expect(before == countedOneByOne(graph))
      graph.reduceCrossings()
      #expect(graph.crossings == countedOneByOne(graph))
      #expect(graph.crossings <= before)
    }
  }

  @Test func `two parallel chains that begin crossed are uncrossed`() {
    var graph = LayeredGraph(ranks: [0, 0, 1, 1], edges: [(0, 3), (1, 2)], isShared: { _ in true })
    #expect(graph.crossings == 1)
    graph.reduceCrossings()
    #expect(graph.crossings == 0)
  }

  private func countedOneByOne(_ graph: LayeredGraph) -> Int {
    var count = 0
    for (layer, next) in zip(graph.layers, graph.layers.dropFirst()) {
      let edges = layer.enumerated().flatMap { place, vertex in graph.successors[vertex].map { (place, next.firstIndex(of: $0)!) } }
      for (index, edge) in edges.enumerated() {
        count += edges[..<index].count { ($0.0 < edge.0 && $0.1 > edge.1) || ($0.0 > edge.0 && $0.1 < edge.1) }
      }
    }
    return count
  }
}
