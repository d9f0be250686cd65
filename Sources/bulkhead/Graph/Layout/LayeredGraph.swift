/// A graph in columns whose every edge leads to the next column: longer ones go by way of dummies in the columns between.
///
/// Edges to one node share their dummies, so that they run together like the arms of a river: fewer lines, and it stays plain where each ends.
struct LayeredGraph {
  /// The vertices of each column, top to bottom.
  var layers: [[Int]] = []
  /// Whether the vertex is a node; nodes have the numbers they came with, dummies those after them.
  let nodeCount: Int
  private(set) var rank: [Int]
  /// Neighbours in the next column and in the one before.
  private(set) var successors: [[Int]]
  private(set) var predecessors: [[Int]]
  /// For each edge the vertices it passes, both ends included.
  private(set) var routes: [[Int]] = []

  var vertexCount: Int { rank.count }

  func isDummy(_ vertex: Int) -> Bool { vertex >= nodeCount }

  /// - Parameters:
  ///   - ranks: the column of each node; each edge leads to a later one.
  ///   - isShared: whether an edge may run together with others to its end.
  init(ranks: [Int], edges: [(from: Int, to: Int)], isShared: (Int) -> Bool) {
    nodeCount = ranks.count
    rank = ranks
    successors = ranks.map { _ in [] }
    predecessors = ranks.map { _ in [] }
    // The dummies on the way to each node, by column, counted back from the node.
    var trunks = [[Int]](repeating: [], count: ranks.count)
    for (index, edge) in edges.enumerated() {
      let length = ranks[edge.to] - ranks[edge.from]
      precondition(length > 0, "Edges lead to later columns.")
      var trunk = isShared(index) ? trunks[edge.to] : []
      while trunk.count < length - 1 { trunk.append(addDummy(rank: ranks[edge.to] - 1 - trunk.count)) }
      if isShared(index) { trunks[edge.to] = trunk }
      let route = [edge.from] + trunk.prefix(length - 1).reversed() + [edge.to]
      for (left, right) in zip(route, route.dropFirst()) where !successors[left].contains(right) {
        successors[left].append(right)
        predecessors[right].append(left)
      }
      routes.append(route)
    }
    layers = [[Int]](repeating: [], count: (ranks.max() ?? -1) + 1)
    for vertex in rank.indices { layers[rank[vertex]].append(vertex) }
  }

  private mutating func addDummy(rank: Int) -> Int {
    self.rank.append(rank)
    successors.append([])
    predecessors.append([])
    return self.rank.count - 1
  }
}
