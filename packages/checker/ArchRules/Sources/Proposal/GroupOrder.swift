import PackageGraph

/// The order in which sets of modules stand on one another, by the edges between them.
struct GroupOrder {
  /// The layers, top first. Each is a list of equals, and each of these one set or several that cannot be ordered, by their places.
  let layers: [[[Int]]]
  /// The number of edges between different sets.
  let edgeCount: Int
  /// The number of those edges that go against the order.
  let againstCount: Int
  private let counts: [[Int]]

  /// Finds the order. Where edges between two sets run both ways, those of the way that is far more used decide; where neither is, or a
  /// circle remains, the sets are one.
  init(of sets: [[ModuleID]], _ edges: [(from: ModuleID, to: ModuleID)]) {
    var setOf: [ModuleID: Int] = [:]
    for (number, members) in sets.enumerated() { for member in members { setOf[member] = number } }
    var counts = [[Int]](repeating: [Int](repeating: 0, count: sets.count), count: sets.count)
    for edge in edges {
      guard let from = setOf[edge.from], let to = setOf[edge.to], from != to else { continue }
      counts[from][to] += 1
    }
    self.counts = counts
    edgeCount = counts.joined().reduce(0, +)
    var kept: [(from: Int, to: Int)] = []
    for from in sets.indices {
      for to in sets.indices where counts[from][to] > 0 && counts[from][to] * 8 > counts[to][from] { kept.append((from, to)) }
    }
    let components = Digraph(nodeCount: sets.count, edges: kept).stronglyConnectedComponents()
    var componentOf = [Int](repeating: 0, count: sets.count)
    for (number, members) in components.enumerated() { for member in members { componentOf[member] = number } }
    let between = kept.map { (from: componentOf[$0.from], to: componentOf[$0.to]) }.filter { $0.from != $0.to }
    let heights = GroupOrder.heights(of: Array(components.indices), between)
    var layers = [[[Int]]](repeating: [], count: (heights.max() ?? -1) + 1)
    for (number, height) in heights.enumerated() { layers[height].append(components[number]) }
    self.layers = layers.reversed()
    againstCount = sets.indices.reduce(0) { total, from in
      total + sets.indices.reduce(0) { heights[componentOf[from]] < heights[componentOf[$1]] ? $0 + counts[from][$1] : $0 }
    }
  }

  /// Returns the number of edges from a set to others and from them to it.
  func edgeCount(of set: Int) -> Int { counts[set].reduce(0, +) + counts.reduce(0) { $0 + $1[set] } }

  /// Returns how many of the nodes stand below each on the longest way down; those in a circle stand on one height.
  static func heights(of nodes: [Int], _ edges: [(from: Int, to: Int)]) -> [Int] {
    let places = Dictionary(uniqueKeysWithValues: nodes.enumerated().map { ($1, $0) })
    let inner = edges.compactMap { edge -> (from: Int, to: Int)? in
      guard let from = places[edge.from], let to = places[edge.to], from != to else { return nil }
      return (from, to)
    }
    let components = Digraph(nodeCount: nodes.count, edges: inner).stronglyConnectedComponents()
    var componentOf = [Int](repeating: 0, count: nodes.count)
    for (number, members) in components.enumerated() { for member in members { componentOf[member] = number } }
    let digraph = Digraph(
      nodeCount: components.count, edges: inner.map { (componentOf[$0.from], componentOf[$0.to]) }.filter { $0.0 != $0.1 })
    var heights = [Int?](repeating: nil, count: components.count)
    for root in components.indices {
      var open = [root]
      while let node = open.last {
        let waiting = digraph.successors(of: node).filter { heights[$0] == nil }
        open += waiting
        if waiting.isEmpty {
          heights[node] = digraph.successors(of: node).map { heights[$0]! + 1 }.max() ?? 0
          open.removeLast()
        }
      }
    }
    return nodes.indices.map { heights[componentOf[$0]]! }
  }
}
