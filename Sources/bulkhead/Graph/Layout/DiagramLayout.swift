import ArchRules

/// Where everything of a diagram goes: columns from left to right, so that arrows lead right, from the importing to the imported.
struct DiagramLayout {
  struct Point: Equatable {
    var x: Double
    var y: Double
  }
  struct Box: Equatable {
    var x = 0.0
    var y = 0.0
    var width: Double
    var height: Double

    var right: Double { x + width }
    var middle: Double { y + height / 2 }
  }

  /// For each node of the diagram.
  private(set) var boxes: [Box]
  /// For each edge the points it passes: a curve to the second, a line to the third, a curve to the fourth and so on, ending with a curve.
  private(set) var routes: [[Point]]
  /// For each edge whether another way leads from its one end to the other: drawings may let it step back.
  private(set) var isImplied: [Bool]
  private(set) var width = 0.0
  private(set) var height = 0.0

  static let boxHeight = 26.0
  private static let partGap = 30.0

  /// - Parameter boxWidth: how wide the box of each node is.
  init(_ diagram: Diagram, boxWidth: (Diagram.Node) -> Double) {
    boxes = diagram.nodes.map { Box(width: boxWidth($0), height: DiagramLayout.boxHeight) }
    routes = diagram.edges.map { _ in [] }
    isImplied = diagram.edges.map { _ in false }
    let flow = AcyclicFlow(diagram)
    for edge in diagram.edges.indices { isImplied[edge] = !diagram.showsCounts && flow.isImplied(edge) }
    var shelf = Shelf(gap: DiagramLayout.partGap)
    for part in diagram.connectedParts {
      let columns = ColumnLayout(part: part, flow: flow, boxes: boxes, hasLabels: diagram.showsCounts)
      let corner = shelf.place(width: columns.width, height: columns.height)
      for (node, box) in zip(part, columns.boxes) {
        boxes[node] = Box(x: corner.x + box.x, y: corner.y + box.y, width: box.width, height: box.height)
      }
      for (edge, route) in columns.routes { routes[edge] = route.map { Point(x: corner.x + $0.x, y: corner.y + $0.y) } }
    }
    width = shelf.width
    height = shelf.height
  }
}

/// Puts rectangles in rows: the first decides how wide a row may be.
private struct Shelf {
  let gap: Double
  private var limit = 960.0
  private var x = 0.0
  private var y = 0.0
  private var rowHeight = 0.0
  private(set) var width = 0.0
  var height: Double { y + rowHeight }

  init(gap: Double) { self.gap = gap }

  mutating func place(width partWidth: Double, height partHeight: Double) -> DiagramLayout.Point {
    limit = max(limit, partWidth)
    if x > 0, x + partWidth > limit {
      y += rowHeight + gap
      (x, rowHeight) = (0, 0)
    }
    defer {
      x += partWidth + gap
      rowHeight = max(rowHeight, partHeight)
    }
    width = max(width, x + partWidth)
    return DiagramLayout.Point(x: x, y: y)
  }
}

extension Diagram {
  /// The nodes of each part that no edge connects with the rest, ascending; the largest part first.
  fileprivate var connectedParts: [[Int]] {
    var neighbours = [[Int]](repeating: [], count: nodes.count)
    for edge in edges {
      neighbours[edge.from].append(edge.to)
      neighbours[edge.to].append(edge.from)
    }
    var isSeen = [Bool](repeating: false, count: nodes.count)
    var parts: [[Int]] = []
    for node in nodes.indices where !isSeen[node] {
      isSeen[node] = true
      var part = [node]
      var next = 0
      while next < part.count {
        for other in neighbours[part[next]] where !isSeen[other] {
          isSeen[other] = true
          part.append(other)
        }
        next += 1
      }
      parts.append(part.sorted())
    }
    return parts.sorted { ($1.count, $0[0]) < ($0.count, $1[0]) }
  }
}
