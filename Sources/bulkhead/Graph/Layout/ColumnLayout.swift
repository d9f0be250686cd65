import GraphLayout

/// One connected part of a diagram, laid out in columns from the origin on.
struct ColumnLayout {
  /// For each node of the part, in its order.
  private(set) var boxes: [DiagramLayout.Box]
  /// For each edge of the part its number in the diagram and the points it passes.
  private(set) var routes: [(edge: Int, points: [DiagramLayout.Point])] = []
  private(set) var width = 0.0
  private(set) var height = 0.0

  /// - Parameters:
  ///   - part: the part's nodes.
  ///   - flow: all edges of the diagram.
  ///   - boxes: the box of each node of the diagram, for its size.
  ///   - hasLabels: each edge has a label: none runs together with another, and there is room between them.
  init(part: [Int], flow: AcyclicFlow, boxes allBoxes: [DiagramLayout.Box], hasLabels: Bool) {
    var numbers: [Int: Int] = [:]
    for (number, node) in part.enumerated() { numbers[node] = number }
    let edgeNumbers = flow.edges.indices.filter { numbers[flow.edges[$0].from] != nil }
    let edges = edgeNumbers.map { (from: numbers[flow.edges[$0].from]!, to: numbers[flow.edges[$0].to]!) }

    var graph = LayeredGraph(
      ranks: Ranking.ranks(nodeCount: part.count, edges: edges), edges: edges, isShared: { !hasLabels && !flow.isTurned[edgeNumbers[$0]] })
    graph.reduceCrossings()
    let sizes = part.map { allBoxes[$0] }
    let height = { (vertex: Int) in graph.isDummy(vertex) ? (hasLabels ? 14.0 : 4.0) : sizes[vertex].height }
    let middles = graph.positions(extent: height) { upper, lower in
      graph.isDummy(upper) && graph.isDummy(lower) ? 7 : graph.isDummy(upper) || graph.isDummy(lower) ? 9 : hasLabels ? 24 : 10
    }
    let columns = Columns(graph, sizes: sizes, middles: middles, gap: hasLabels ? 110 : 44)

    boxes = sizes.indices.map { node in
      DiagramLayout.Box(
        x: columns.left[graph.rank[node]], y: middles[node] - sizes[node].height / 2, width: columns.width[graph.rank[node]],
        height: sizes[node].height)
    }
    for (index, route) in graph.routes.enumerated() {
      var points: [DiagramLayout.Point] = []
      for (place, vertex) in route.enumerated() {
        let column = graph.rank[vertex]
        if place > 0 { points.append(.init(x: columns.left[column], y: middles[vertex])) }
        if place < route.count - 1 { points.append(.init(x: columns.left[column] + columns.width[column], y: middles[vertex])) }
      }
      routes.append((edgeNumbers[index], flow.isTurned[edgeNumbers[index]] ? points.reversed() : points))
    }
    width = columns.left.indices.last.map { columns.left[$0] + columns.width[$0] } ?? 0
    self.height = middles.indices.map { middles[$0] + height($0) / 2 }.max() ?? 0
  }
}

/// The columns on the horizontal axis: each as wide as its widest box, further apart where edges climb high between them.
private struct Columns {
  var left: [Double] = []
  var width: [Double] = []

  init(_ graph: LayeredGraph, sizes: [DiagramLayout.Box], middles: [Double], gap: Double) {
    var x = 0.0
    for layer in graph.layers {
      left.append(x)
      width.append(layer.filter { !graph.isDummy($0) }.map { sizes[$0].width }.max() ?? 0)
      let climb = layer.flatMap { vertex in graph.successors[vertex].map { abs(middles[$0] - middles[vertex]) } }.max() ?? 0
      x += width.last! + gap + min(150, climb * 0.16)
    }
  }
}
