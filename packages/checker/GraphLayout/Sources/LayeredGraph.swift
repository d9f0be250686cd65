/// A graph in layers in which every edge leads to the next layer: a longer one passes through dummies in the layers between.
///
/// Edges to one node share their dummies, so that they run together: fewer lines, and the end of each remains plain.
public struct LayeredGraph: Sendable {
  /// The vertices of each layer, in order.
  public internal(set) var layers: [[Int]] = []
  /// The number of nodes, which keep their numbers; the vertices numbered after them are dummies.
  public let nodeCount: Int
  /// The layer of each vertex, from 0.
  public private(set) var rank: [Int]
  /// The neighbours of each vertex in the next layer.
  public private(set) var successors: [[Int]]
  /// The neighbours of each vertex in the layer before.
  public private(set) var predecessors: [[Int]]
  /// The vertices on each edge, both ends included.
  public private(set) var routes: [[Int]] = []

  /// The number of vertices, dummies included.
  public var vertexCount: Int { rank.count }

  /// Returns whether the vertex is a dummy.
  public func isDummy(_ vertex: Int) -> Bool { vertex >= nodeCount }

  /// Creates the graph from nodes that are in layers already.
  ///
  /// - Parameters:
  ///   - ranks: The layer of each node; each edge leads to a later one.
  ///   - edges: The edges between nodes.
  ///   - isShared: Returns whether the edge of that index may share dummies with others to the same node.
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
