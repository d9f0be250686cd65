/// A graph in layers whose every edge leads to the next layer: longer ones go by way of dummies in the layers between.
///
/// Edges to one node share their dummies, so that they run together like the arms of a river: fewer lines, and it stays plain where each ends.
public struct LayeredGraph: Sendable {
  /// The vertices of each layer, in order.
  public internal(set) var layers: [[Int]] = []
  /// Whether the vertex is a node; nodes have the numbers they came with, dummies those after them.
  public let nodeCount: Int
  public private(set) var rank: [Int]
  /// Neighbours in the next layer and in the one before.
  public private(set) var successors: [[Int]]
  public private(set) var predecessors: [[Int]]
  /// For each edge the vertices it passes, both ends included.
  public private(set) var routes: [[Int]] = []

  public var vertexCount: Int { rank.count }

  public func isDummy(_ vertex: Int) -> Bool { vertex >= nodeCount }

  /// - Parameters:
  ///   - ranks: the layer of each node; each edge leads to a later one.
  ///   - isShared: whether an edge may run together with others to its end.
  public init(ranks: [Int], edges: [(from: Int, to: Int)], isShared: (Int) -> Bool) {
    nodeCount = ranks.count
    rank = ranks
    successors = ranks.map { _ in [] }
    predecessors = ranks.map { _ in [] }
    // The dummies on the way to each node, by layer, counted back from the node.
    var trunks = [[Int]](repeating: [], count: ranks.count)
    for (index, edge) in edges.enumerated() {
      let length = ranks[edge.to] - ranks[edge.from]
      precondition(length > 0, "Edges lead to later layers.")
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
