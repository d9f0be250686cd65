import ArchRules

/// A diagram's edges with the fewest turned round, so that none leads back to where it came from.
struct AcyclicFlow {
  /// For each edge of the diagram its ends; of those that were turned, the other way round.
  private(set) var edges: [(from: Int, to: Int)]
  private(set) var isTurned: [Bool]
  private let reachable: [[Bool]]
  private let successors: [[Int]]

  init(_ diagram: Diagram) {
    let graph = Digraph(nodeCount: diagram.nodes.count, edges: diagram.edges.map { ($0.from, $0.to) })
    var turned: Set<[Int]> = []
    for component in graph.stronglyConnectedComponents() where component.count > 1 {
      for edge in graph.cycleBreakers(in: component, weight: { _, _ in 1 }) { turned.insert([edge.from, edge.to]) }
    }
    isTurned = diagram.edges.map { turned.contains([$0.from, $0.to]) }
    edges = zip(diagram.edges, isTurned).map { edge, isTurned in isTurned ? (edge.to, edge.from) : (edge.from, edge.to) }
    let forward = Digraph(nodeCount: diagram.nodes.count, edges: zip(edges, isTurned).filter { !$0.1 }.map(\.0))
    successors = diagram.nodes.indices.map { Array(forward.successors(of: $0)) }
    reachable = AcyclicFlow.reachability(successors)
  }

  /// Whether other edges lead the same way.
  func isImplied(_ edge: Int) -> Bool {
    let (from, to) = edges[edge]
    return !isTurned[edge] && successors[from].contains { $0 != to && reachable[$0][to] }
  }

  private static func reachability(_ successors: [[Int]]) -> [[Bool]] {
    successors.indices.map { start in
      var isReached = [Bool](repeating: false, count: successors.count)
      var open = [start]
      while let node = open.popLast() {
        for next in successors[node] where !isReached[next] {
          isReached[next] = true
          open.append(next)
        }
      }
      return isReached
    }
  }
}
