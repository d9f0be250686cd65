/// The edges of an acyclic graph that a longer path implies: a drawing may leave them out or draw them lightly.
public struct ImpliedEdges: Sendable {
  private let successors: [[Int]]
  private let reachable: [[Bool]]

  /// Finds the implied edges.
  ///
  /// - Parameter edges: Edges between nodes that are numbered from 0.
  public init(nodeCount: Int, edges: [(from: Int, to: Int)]) {
    var successors = [[Int]](repeating: [], count: nodeCount)
    for edge in edges { successors[edge.from].append(edge.to) }
    self.successors = successors
    reachable = (0..<nodeCount).map { start in
      var isReached = [Bool](repeating: false, count: nodeCount)
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

  /// Returns whether a path of other edges joins the two ends of the edge.
  public func contains(_ from: Int, _ to: Int) -> Bool { successors[from].contains { $0 != to && reachable[$0][to] } }
}
