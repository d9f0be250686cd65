/// The shortest ways from one node to all that it reaches; of equally short ones, the first in dictionary order.
struct ShortestPathTree {
  let root: Int
  /// Without the root, in order of distance.
  private(set) var reached: [Int] = []
  private var previous: [Int]

  /// `through` says which nodes a way may lead on from, `skipping` which edges it may not use.
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

  /// Both ends included; the node is one of those reached.
  func path(to node: Int) -> [Int] {
    var path = [node]
    while let last = path.last, last != root { path.append(previous[last]) }
    return path.reversed()
  }
}
