/// The shortest paths from one node to all that it reaches; of equally short ones, the first in lexicographic order.
struct ShortestPathTree {
  let root: Int
  /// The nodes reached, without the root, in order of distance.
  private(set) var reached: [Int] = []
  private var previous: [Int]

  /// Finds the paths.
  ///
  /// - Parameters:
  ///   - through: Returns whether a path may continue from a node.
  ///   - skipping: Returns whether a path may not use an edge.
  init(_ graph: Digraph, from root: Int, through: (Int) -> Bool = { _ in true }, skipping: (Int, Int) -> Bool = { _, _ in false }) {
    self.root = root
    previous = Array(repeating: -1, count: graph.nodeCount)
    var next = 0
    var node = root
    while true {
      if node == root || through(node) {
        for successor in graph.successors(of: node) where successor != root && previous[successor] < 0 && !skipping(node, successor) {
          previous[successor] = node
          reached.append(successor)
        }
      }
      if next == reached.count { return }
      node = reached[next]
      next += 1
    }
  }

  func reaches(_ node: Int) -> Bool { previous[node] >= 0 }

  /// Returns the path to a node that is reached, both ends included.
  func path(to node: Int) -> [Int] {
    var path = [node]
    while let last = path.last, last != root { path.append(previous[last]) }
    return path.reversed()
  }
}
