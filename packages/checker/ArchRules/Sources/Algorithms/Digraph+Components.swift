extension Digraph {
  /// Returns the strongly connected components, each ascending, in order of their smallest nodes. A node on no cycle is a component by
  /// itself.
  ///
  /// R. Tarjan, "Depth-first search and linear graph algorithms" (1972), with a stack of its own in place of recursion.
  public func stronglyConnectedComponents() -> [[Int]] {
    let unseen = -1
    var index = [Int](repeating: unseen, count: nodeCount)
    var low = index
    var isOpen = [Bool](repeating: false, count: nodeCount)
    var open: [Int] = []
    var calls: [(node: Int, next: Int)] = []
    var count = 0
    var components: [[Int]] = []

    func enter(_ node: Int) {
      index[node] = count
      low[node] = count
      count += 1
      open.append(node)
      isOpen[node] = true
      calls.append((node, successors(of: node).startIndex))
    }

    for root in 0..<nodeCount where index[root] == unseen {
      enter(root)
      while let (node, next) = calls.last {
        let successors = successors(of: node)
        if next < successors.endIndex {
          calls[calls.count - 1].next += 1
          let successor = successors[next]
          if index[successor] == unseen {
            enter(successor)
          } else if isOpen[successor] {
            low[node] = min(low[node], index[successor])
          }
          continue
        }
        calls.removeLast()
        if let caller = calls.last?.node { low[caller] = min(low[caller], low[node]) }
        if low[node] == index[node] {
          let first = open.lastIndex(of: node)!
          let component = open[first...].sorted()
          open.removeSubrange(first...)
          for member in component { isOpen[member] = false }
          components.append(component)
        }
      }
    }
    return components.sorted { $0[0] < $1[0] }
  }

  /// Returns whether the component has a cycle: more than one node, or an edge from its one node to itself.
  public func isCyclic(_ component: [Int]) -> Bool {
    component.count > 1 || component.contains { successors(of: $0).contains($0) }
  }

  /// Returns the nodes of a shortest cycle within the component, its smallest node first and not repeated at the end.
  ///
  /// Of several it is the first in lexicographic order; empty where the component is one node without an edge to itself.
  public func shortestCycle(in component: [Int]) -> [Int] {
    var isMember = [Bool](repeating: false, count: nodeCount)
    for node in component { isMember[node] = true }
    var best: [Int] = []
    for node in component.sorted() {
      let limit = best.isEmpty ? component.count : best.count - 1
      if limit == 0 { break }
      // Cycles through smaller nodes were looked for already.
      if let cycle = shortestPath(from: node, to: node, atMost: limit, through: { isMember[$0] && $0 > node }) {
        best = Array(cycle.dropLast())
      }
    }
    return best
  }
}
