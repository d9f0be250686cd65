/// An immutable directed graph over the numbers `0..<nodeCount`.
///
/// Successors are held in ascending order and no edge is held twice, so every answer is the same from run to run.
public struct Digraph: Sendable {
  /// The number of nodes.
  public let nodeCount: Int
  /// The successors of node `n` are `targets[starts[n]..<starts[n + 1]]`.
  private let starts: [Int]
  private let targets: [Int]

  /// Creates a graph; edges that are given twice count once.
  public init(nodeCount: Int, edges: [(from: Int, to: Int)]) {
    precondition(edges.allSatisfy { (0..<nodeCount).contains($0.from) && (0..<nodeCount).contains($0.to) }, "An edge names a node that is not there.")
    var successors = [[Int]](repeating: [], count: nodeCount)
    for edge in edges { successors[edge.from].append(edge.to) }

    var starts = [0]
    var targets: [Int] = []
    for list in successors {
      var last = -1
      for node in list.sorted() where node != last {
        targets.append(node)
        last = node
      }
      starts.append(targets.count)
    }
    self.nodeCount = nodeCount
    self.starts = starts
    self.targets = targets
  }

  /// Returns the nodes that edges lead to from `node`, ascending.
  public func successors(of node: Int) -> ArraySlice<Int> { targets[starts[node]..<starts[node + 1]] }
}
