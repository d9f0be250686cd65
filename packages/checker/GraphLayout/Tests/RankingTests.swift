import GraphLayout
import TestSupport
import Testing

@Suite struct RankingTests {
  @Test func `a leaf that only a late node imports stands right behind it`() {
    // 0 → 1 → 2 → 3, and 4 is imported by 2 alone, 5 imports 3 alone.
    let ranks = Ranking.ranks(nodeCount: 6, edges: [(0, 1), (1, 2), (2, 3), (2, 4), (5, 3)])
    #expect(ranks == [0, 1, 2, 3, 3, 2])
  }

  @Test func `every edge of a random acyclic graph leads to a later column, in no more columns than the longest path has nodes`() {
    var generator = SeededGenerator(for: "every edge of a random acyclic graph leads to a later column")
    for _ in 0..<200 {
      let count = Int.random(in: 1...30, using: &generator)
      let edges = (0..<60).map { _ in (Int.random(in: 0..<count, using: &generator), Int.random(in: 0..<count, using: &generator)) }
        .filter { $0.0 < $0.1 }.map { (from: $0.0, to: $0.1) }
      let ranks = Ranking.ranks(nodeCount: count, edges: edges)
      var longest = [Int](repeating: 1, count: count)
      for edge in edges.sorted(by: { $0.from < $1.from }) { longest[edge.to] = max(longest[edge.to], longest[edge.from] + 1) }
      #expect(edges.allSatisfy { ranks[$0.from] < ranks[$0.to] })
      #expect(ranks.max()! < longest.max()!)
    }
  }
}
