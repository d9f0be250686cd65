import ArchRules
import TestSupport

/// A random graph with weights, as edges that a test can look at.
struct RandomGraph {
  let count: Int
  let edges: [(from: Int, to: Int)]
  private let weights: [Int]

  init(count: Int, density: Double, using generator: inout SeededGenerator) {
    var edges: [(from: Int, to: Int)] = []
    for from in 0..<count {
      for to in 0..<count where from != to && Double.random(in: 0..<1, using: &generator) < density { edges.append((from, to)) }
    }
    self.count = count
    self.edges = edges
    weights = (0..<count * count).map { _ in Int.random(in: 1...5, using: &generator) }
  }

  var graph: Digraph { Digraph(nodeCount: count, edges: edges) }

  func weight(_ from: Int, _ to: Int) -> Int { weights[from * count + to] }

  func without(_ removed: [(from: Int, to: Int)]) -> Digraph {
    Digraph(nodeCount: count, edges: edges.filter { edge in !removed.contains { $0 == edge } })
  }
}

extension Digraph {
  var isAcyclic: Bool { stronglyConnectedComponents().allSatisfy { !isCyclic($0) } }
}
