import ArchRules
import TestSupport
import Testing

@Suite struct DigraphTests {
  @Test func `successors are ascending and held once`() {
    let graph = Digraph(nodeCount: 4, edges: [(0, 3), (0, 1), (0, 3), (2, 2)])
    #expect(Array(graph.successors(of: 0)) == [1, 3])
    #expect(Array(graph.successors(of: 1)) == [])
    #expect(Array(graph.successors(of: 2)) == [2])
  }

  @Test func `a shortest path takes the fewest edges`() {
    let graph = Digraph(nodeCount: 5, edges: [(0, 1), (1, 2), (2, 4), (0, 3), (3, 4)])
    #expect(graph.shortestPath(from: 0, to: 4) == [0, 3, 4])
  }

  @Test func `of several shortest paths the first in order is taken`() {
    let graph = Digraph(nodeCount: 6, edges: [(0, 2), (0, 1), (2, 3), (1, 4), (3, 5), (4, 5)])
    #expect(graph.shortestPath(from: 0, to: 5) == [0, 1, 4, 5])
  }

  @Test func `a path uses only the nodes it may pass through`() {
    let graph = Digraph(nodeCount: 4, edges: [(0, 1), (1, 3), (0, 2), (2, 3)])
    #expect(graph.shortestPath(from: 0, to: 3, through: { $0 != 1 }) == [0, 2, 3])
    #expect(graph.shortestPath(from: 0, to: 3, through: { _ in false }) == nil)
    #expect(graph.shortestPath(from: 0, to: 1, through: { _ in false }) == [0, 1])
  }

  @Test func `there is no path against the edges`() {
    let graph = Digraph(nodeCount: 3, edges: [(0, 1), (1, 2)])
    #expect(graph.shortestPath(from: 2, to: 0) == nil)
  }

  @Test func `the path from a node to itself is the shortest way round`() {
    let graph = Digraph(nodeCount: 4, edges: [(0, 1), (1, 2), (2, 0), (1, 0), (3, 3)])
    #expect(graph.shortestPath(from: 0, to: 0) == [0, 1, 0])
    #expect(graph.shortestPath(from: 3, to: 3) == [3, 3])
    #expect(Digraph(nodeCount: 1, edges: []).shortestPath(from: 0, to: 0) == nil)
  }

  @Test func `components are ascending and in order of their smallest nodes`() {
    let graph = Digraph(nodeCount: 6, edges: [(5, 1), (1, 5), (3, 0), (0, 3), (3, 1), (2, 4)])
    #expect(graph.stronglyConnectedComponents() == [[0, 3], [1, 5], [2], [4]])
  }

  @Test func `a single node is cyclic only with an edge to itself`() {
    let graph = Digraph(nodeCount: 2, edges: [(0, 0)])
    #expect(graph.isCyclic([0]))
    #expect(!graph.isCyclic([1]))
  }

  @Test func `a chain of a hundred thousand nodes needs no recursion`() {
    let count = 100_000
    let graph = Digraph(nodeCount: count, edges: (0..<count).map { ($0, ($0 + 1) % count) })
    #expect(graph.stronglyConnectedComponents().count == 1)
  }

  @Test func `the shortest cycle of a component begins with its smallest node`() {
    let graph = Digraph(nodeCount: 5, edges: [(0, 1), (1, 2), (2, 0), (2, 4), (4, 2)])
    #expect(graph.shortestCycle(in: [0, 1, 2, 4]) == [2, 4])
    #expect(graph.shortestCycle(in: [3]) == [])
  }

  @Test func `components and cycles agree with reachability on random graphs`() {
    var generator = SeededGenerator(for: "components and cycles agree with reachability on random graphs")
    for _ in 0..<200 {
      let random = RandomGraph(count: Int.random(in: 1...9, using: &generator), density: .random(in: 0...0.4, using: &generator), using: &generator)
      let graph = random.graph
      let components = graph.stronglyConnectedComponents()
      #expect(components.flatMap { $0 }.sorted() == Array(0..<random.count))
      for a in 0..<random.count {
        for b in a + 1..<max(a + 1, random.count) {
          let isMutual = graph.shortestPath(from: a, to: b) != nil && graph.shortestPath(from: b, to: a) != nil
          #expect(components.contains { $0.contains(a) && $0.contains(b) } == isMutual)
        }
      }
      for component in components where component.count > 1 {
        let cycle = graph.shortestCycle(in: component)
        let shortest = component.compactMap { graph.shortestPath(from: $0, to: $0) }.map { $0.count - 1 }.min()
        #expect(cycle.count == shortest)
        #expect(cycle[0] == cycle.min())
        #expect(zip(cycle, cycle.dropFirst() + [cycle[0]]).allSatisfy { graph.successors(of: $0).contains($1) })
      }
    }
  }
}
