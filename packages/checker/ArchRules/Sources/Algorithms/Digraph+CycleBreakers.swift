extension Digraph {
  /// Returns a set of edges, ascending, without which the component has no cycle, with a small sum of weights.
  ///
  /// This is the minimum feedback arc set: exact up to `exactLimit` nodes, found by a good heuristic beyond. In either case each of the
  /// edges, put back alone, closes a cycle.
  ///
  /// - Parameter weight: The cost of removing an edge; it counts as 1 where it is less.
  public func cycleBreakers(in component: [Int], weight: (Int, Int) -> Int) -> [(from: Int, to: Int)] {
    let problem = OrderingProblem(graph: self, component: component, weight: weight)
    let order = component.count <= OrderingProblem.exactLimit ? problem.bestOrder() : problem.goodOrder()
    return problem.breakers(of: order)
  }
}

/// The problem behind a feedback arc set: find the order of the nodes in which the edges that lead backwards weigh least.
///
/// Nodes are numbered by their place in the component here.
struct OrderingProblem {
  struct Edge {
    var node: Int
    var weight: Int
  }

  let nodes: [Int]
  /// The edges out of and into each node, none to itself.
  let outgoing: [[Edge]]
  let incoming: [[Edge]]
  private let loops: [Int]

  /// The largest number of nodes for the exact solution: 2¹⁶ subsets are weighed in a few milliseconds.
  static let exactLimit = 16

  init(graph: Digraph, component: [Int], weight: (Int, Int) -> Int) {
    nodes = component.sorted()
    var numbers = [Int?](repeating: nil, count: graph.nodeCount)
    for (number, node) in nodes.enumerated() { numbers[node] = number }

    var outgoing = [[Edge]](repeating: [], count: nodes.count)
    var incoming = outgoing
    var loops: [Int] = []
    for (number, node) in nodes.enumerated() {
      for successor in graph.successors(of: node) {
        guard let other = numbers[successor] else { continue }
        if other == number {
          loops.append(number)
        } else {
          let weight = max(1, weight(node, successor))
          outgoing[number].append(Edge(node: other, weight: weight))
          incoming[other].append(Edge(node: number, weight: weight))
        }
      }
    }
    self.outgoing = outgoing
    self.incoming = incoming
    self.loops = loops
  }

  /// Returns the edges that lead backwards in the order, without those that close no cycle when put back, heaviest first; and every edge to
  /// itself.
  func breakers(of order: [Int]) -> [(from: Int, to: Int)] {
    var place = [Int](repeating: 0, count: nodes.count)
    for (index, node) in order.enumerated() { place[node] = index }

    var kept = [[Int]](repeating: [], count: nodes.count)
    var backward: [(from: Int, to: Int, weight: Int)] = []
    for node in nodes.indices {
      for edge in outgoing[node] {
        if place[edge.node] < place[node] {
          backward.append((node, edge.node, edge.weight))
        } else {
          kept[node].append(edge.node)
        }
      }
    }
    backward.sort { ($1.weight, $0.from, $0.to) < ($0.weight, $1.from, $1.to) }

    var removed = loops.map { (from: $0, to: $0) }
    for edge in backward {
      if Self.reaches(edge.from, from: edge.to, kept) {
        removed.append((edge.from, edge.to))
      } else {
        kept[edge.from].append(edge.to)
      }
    }
    return removed.map { (nodes[$0.from], nodes[$0.to]) }.sorted { ($0.from, $0.to) < ($1.from, $1.to) }
  }
  private static func reaches(_ goal: Int, from start: Int, _ successors: [[Int]]) -> Bool {
    var isSeen = [Bool](repeating: false, count: successors.count)
    isSeen[start] = true
    var open = [start]
    while let node = open.popLast() {
      if node == goal { return true }
      for successor in successors[node] where !isSeen[successor] {
        isSeen[successor] = true
        open.append(successor)
      }
    }
    return false
  }
}
