import PackageGraph

/// The inference of layers from the imports among some modules.
public enum LayerInference {
  /// Returns the modules in layers, top first: each imports only from layers below its own, and is as low as that allows. `nil` where some
  /// import one another in a cycle.
  public static func layers(of members: [ModuleID], in graph: ModuleGraph) -> [[ModuleID]]? {
    let numbers = Dictionary(uniqueKeysWithValues: members.enumerated().map { ($1, $0) })
    let edges = graph.imports.compactMap { place -> (from: Int, to: Int)? in
      guard place.from != place.to, let from = numbers[place.from], let to = numbers[place.to] else { return nil }
      return (from, to)
    }
    let digraph = Digraph(nodeCount: members.count, edges: edges)
    if digraph.stronglyConnectedComponents().contains(where: { $0.count > 1 }) { return nil }

    var heights = [Int?](repeating: nil, count: members.count)
    for root in members.indices {
      var open = [root]
      while let node = open.last {
        let waiting = digraph.successors(of: node).filter { heights[$0] == nil }
        open += waiting
        if waiting.isEmpty {
          heights[node] = (digraph.successors(of: node).map { heights[$0]! + 1 }.max() ?? 0)
          open.removeLast()
        }
      }
    }
    var layers = [[ModuleID]](repeating: [], count: (heights.compactMap(\.self).max() ?? -1) + 1)
    for (number, module) in members.enumerated() { layers[heights[number]!].append(module) }
    return layers.reversed()
  }
}
