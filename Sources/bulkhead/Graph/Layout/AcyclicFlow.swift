import ArchRules
import GraphLayout

/// A diagram's edges with the fewest turned round, so that none leads back to where it came from.
struct AcyclicFlow {
  /// For each edge of the diagram its ends; of those that were turned, the other way round.
  private(set) var edges: [(from: Int, to: Int)]
  private(set) var isTurned: [Bool]
  private let implied: ImpliedEdges

  init(_ diagram: Diagram) {
    let graph = Digraph(nodeCount: diagram.nodes.count, edges: diagram.edges.map { ($0.from, $0.to) })
    var turned: Set<[Int]> = []
    for component in graph.stronglyConnectedComponents() where component.count > 1 {
      for edge in graph.cycleBreakers(in: component, weight: { _, _ in 1 }) { turned.insert([edge.from, edge.to]) }
    }
    isTurned = diagram.edges.map { turned.contains([$0.from, $0.to]) }
    edges = zip(diagram.edges, isTurned).map { edge, isTurned in isTurned ? (edge.to, edge.from) : (edge.from, edge.to) }
    implied = ImpliedEdges(nodeCount: diagram.nodes.count, edges: zip(edges, isTurned).filter { !$0.1 }.map(\.0))
  }

  /// Whether other edges lead the same way.
  func isImplied(_ edge: Int) -> Bool {
    let (from, to) = edges[edge]
    return !isTurned[edge] && implied.contains(from, to)
  }
}
