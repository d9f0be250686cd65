import TestSupport
import Testing

@testable import ArchRules

@Suite(.blocking) struct CycleBreakersTests {
  @Test func `the cheapest edge of a cycle breaks it`() {
    let graph = Digraph(nodeCount: 3, edges: [(0, 1), (1, 2), (2, 0)])
    let breakers = graph.cycleBreakers(in: [0, 1, 2]) { from, _ in from == 1 ? 1 : 10 }
    #expect(breakers.elementsEqual([(from: 1, to: 2)], by: ==))
  }

  @Test func `one edge that two cycles share breaks both`() {
    let graph = Digraph(nodeCount: 4, edges: [(0, 1), (1, 2), (2, 0), (1, 3), (3, 0)])
    let breakers = graph.cycleBreakers(in: [0, 1, 2, 3]) { _, _ in 1 }
    #expect(breakers.elementsEqual([(from: 0, to: 1)], by: ==))
  }

  @Test func `two light edges are cheaper than a heavy one that they share a cycle with`() {
    let graph = Digraph(nodeCount: 4, edges: [(0, 1), (1, 2), (2, 0), (1, 3), (3, 0)])
    let breakers = graph.cycleBreakers(in: [0, 1, 2, 3]) { from, to in (from, to) == (0, 1) ? 9 : from == 1 ? 5 : 1 }
    #expect(breakers.elementsEqual([(from: 2, to: 0), (from: 3, to: 0)], by: ==))
  }

  @Test func `an edge to itself is always broken and a node without cycle needs nothing`() {
    let graph = Digraph(nodeCount: 2, edges: [(0, 0), (0, 1)])
    #expect(graph.cycleBreakers(in: [0]) { _, _ in 1 }.elementsEqual([(from: 0, to: 0)], by: ==))
    #expect(graph.cycleBreakers(in: [1]) { _, _ in 1 }.isEmpty)
  }

  @Test func `small components are broken at the least weight there is`() {
    var generator = SeededGenerator(for: "small components are broken at the least weight there is")
    for _ in 0..<150 {
      let random = RandomGraph(count: Int.random(in: 2...6, using: &generator), density: .random(in: 0.2...0.9, using: &generator), using: &generator)
      for component in random.graph.stronglyConnectedComponents() where component.count > 1 {
        let breakers = random.graph.cycleBreakers(in: component, weight: random.weight)
        let weight = breakers.reduce(0) { $0 + random.weight($1.from, $1.to) }
        #expect(weight == leastWeight(of: random, in: component))
      }
    }
  }

  @Test func `what is left is acyclic and no edge was taken in vain`() {
    var generator = SeededGenerator(for: "what is left is acyclic and no edge was taken in vain")
    for _ in 0..<40 {
      let count = Int.random(in: 2...40, using: &generator)
      let random = RandomGraph(count: count, density: .random(in: 0.02...0.3, using: &generator), using: &generator)
      var removed: [(from: Int, to: Int)] = []
      for component in random.graph.stronglyConnectedComponents() {
        removed += random.graph.cycleBreakers(in: component, weight: random.weight)
      }
      #expect(random.without(removed).isAcyclic)
      for index in removed.indices {
        var others = removed
        others.remove(at: index)
        #expect(!random.without(others).isAcyclic)
      }
    }
  }

  @Test func `the heuristic for large components comes close to the least weight`() {
    var generator = SeededGenerator(seed: 7)
    var exact = 0
    var found = 0
    for _ in 0..<40 {
      let random = RandomGraph(count: 10, density: 0.35, using: &generator)
      for component in random.graph.stronglyConnectedComponents() where component.count > 1 {
        let problem = OrderingProblem(graph: random.graph, component: component, weight: random.weight)
        exact += problem.breakers(of: problem.bestOrder()).reduce(0) { $0 + random.weight($1.from, $1.to) }
        found += problem.breakers(of: problem.goodOrder()).reduce(0) { $0 + random.weight($1.from, $1.to) }
      }
    }
    #expect(exact > 0)
    #expect(found <= exact * 11 / 10, "heuristic \(found), exact \(exact)")
  }

  /// Weighs every order of the component's nodes.
  private func leastWeight(of random: RandomGraph, in component: [Int]) -> Int {
    let edges = random.edges.filter { component.contains($0.from) && component.contains($0.to) }
    var best = Int.max
    func extend(_ placed: [Int], _ rest: [Int], _ cost: Int) {
      if rest.isEmpty { best = min(best, cost) }
      for node in rest {
        let backward = edges.filter { $0.from == node && placed.contains($0.to) }.reduce(0) { $0 + random.weight($1.from, $1.to) }
        extend(placed + [node], rest.filter { $0 != node }, cost + backward)
      }
    }
    extend([], component, 0)
    return best
  }
}
