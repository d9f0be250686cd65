import ArchRules
import GraphLayout
import PackageGraph

/// Places of everything on the map, in points: decks from top to bottom, so that imports lead down.
///
/// The same architecture gives the same map, always.
struct ArchitectureMap: Sendable, Equatable {
  struct Box: Sendable, Equatable {
    var module: ModuleID
    /// Number of the row in the whole map, from the top.
    var row: Int
    var x: Double
    var y: Double
    var width: Double
    var height: Double

    var middle: Double { x + width / 2 }
    var bottom: Double { y + height }
  }

  /// Line of an edge.
  struct Route: Sendable, Equatable {
    /// Index in `Architecture.edges`.
    var edge: Int
    /// Points from the importing box on: a curve to the second, a line to the third, a curve to the fourth and so on, ending with a curve.
    var points: [Point]
    /// Whether other edges lead the same way: the line may step back.
    var isImplied: Bool
    /// Whether it leads up or sideways, against the order of the decks.
    var isStray: Bool
  }

  struct Point: Sendable, Equatable {
    var x: Double
    var y: Double
  }

  /// Deck as it is drawn.
  struct Band: Sendable, Equatable {
    var label: String
    var y: Double
    var height: Double
  }

  private(set) var width = 0.0
  private(set) var height = 0.0
  private(set) var bands: [Band] = []
  /// Boxes in order of rows, in each from left to right.
  private(set) var boxes: [Box] = []
  private(set) var routes: [Route] = []

  static let boxHeight = 46.0
  /// Room above and below the boxes of a deck, between its rows, and between decks.
  private static let head = 20.0
  private static let foot = 20.0
  private static let rowGap = 44.0
  private static let deckGap = 14.0
  /// Room on the right, and on the left, where the names of the decks stand and no line passes.
  private static let margin = 28.0
  private static let gutter = 118.0

  init(_ architecture: Architecture, modules: [ModuleID]) {
    let decks = Deck.decks(of: modules, in: architecture)
    if decks.isEmpty { return }
    let nodes = decks.flatMap { $0.rows.joined() }
    var numbers: [ModuleID: Int] = [:]
    for (number, module) in nodes.enumerated() { numbers[module] = number }
    var ranks: [Int] = []
    for (row, members) in decks.flatMap(\.rows).enumerated() { ranks += members.map { _ in row } }

    let visible = architecture.edges.indices.filter { numbers[architecture.edges[$0].from] != nil && numbers[architecture.edges[$0].to] != nil }
    let ends = { (edge: Int) in (from: numbers[architecture.edges[edge].from]!, to: numbers[architecture.edges[edge].to]!) }
    let falling = visible.filter { ranks[ends($0).from] < ranks[ends($0).to] }
    // An edge that breaks a rule has a line of its own, so that red is where the finding is.
    let isShared = falling.map { architecture.edges[$0].findings.isEmpty }
    var graph = LayeredGraph(ranks: ranks, edges: falling.map(ends), isShared: { isShared[$0] })
    graph.reduceCrossings()

    let widths = nodes.map { Self.boxWidth(architecture.graph.modules[$0].name, lines: architecture.lines[$0]) }
    let middles = graph.positions(
      extent: { graph.isDummy($0) ? 2 : widths[$0] },
      gap: { left, right in graph.isDummy(left) && graph.isDummy(right) ? 9 : graph.isDummy(left) || graph.isDummy(right) ? 14 : 22 })
    let rowTops = placeRows(decks)
    placeBoxes(graph, nodes: nodes, widths: widths, middles: middles, rowTops: rowTops)

    let shift = Self.gutter
    let implied = ImpliedEdges(nodeCount: nodes.count, edges: falling.map(ends))
    let routeOfEdge = Dictionary(uniqueKeysWithValues: falling.enumerated().map { ($1, $0) })
    let boxOfNode = Dictionary(uniqueKeysWithValues: boxes.map { (numbers[$0.module]!, $0) })
    routes = visible.map { edge in
      let (from, to) = ends(edge)
      guard let route = routeOfEdge[edge] else {
        return Route(edge: edge, points: Self.strayPoints(boxOfNode[from]!, boxOfNode[to]!), isImplied: false, isStray: true)
      }
      var points: [Point] = []
      for (place, vertex) in graph.routes[route].enumerated() {
        let top = rowTops[graph.rank[vertex]]
        if place > 0 { points.append(Point(x: middles[vertex] + shift, y: top)) }
        if place < graph.routes[route].count - 1 { points.append(Point(x: middles[vertex] + shift, y: top + Self.boxHeight)) }
      }
      return Route(edge: edge, points: points, isImplied: implied.contains(from, to), isStray: false)
    }
  }

  /// Tops of the boxes of each row.
  private mutating func placeRows(_ decks: [Deck]) -> [Double] {
    var tops: [Double] = []
    var y = 0.0
    for deck in decks {
      let start = y
      y += Self.head
      for row in deck.rows.indices {
        if row > 0 { y += Self.rowGap }
        tops.append(y)
        y += Self.boxHeight
      }
      y += Self.foot
      bands.append(Band(label: deck.label, y: start, height: y - start))
      y += Self.deckGap
    }
    height = y - Self.deckGap
    return tops
  }

  private mutating func placeBoxes(_ graph: LayeredGraph, nodes: [ModuleID], widths: [Double], middles: [Double], rowTops: [Double]) {
    for (row, vertices) in graph.layers.enumerated() {
      for vertex in vertices where !graph.isDummy(vertex) {
        boxes.append(
          Box(
            module: nodes[vertex], row: row, x: middles[vertex] - widths[vertex] / 2 + Self.gutter, y: rowTops[row], width: widths[vertex],
            height: Self.boxHeight))
      }
    }
    width = (boxes.map { $0.x + $0.width }.max() ?? 0) + Self.margin
  }

  /// Line up from the top of one box to the bottom of the other, or below both where they stand in one row.
  private static func strayPoints(_ from: Box, _ to: Box) -> [Point] {
    if from.row == to.row { return [Point(x: from.middle, y: from.bottom), Point(x: to.middle, y: to.bottom)] }
    return [Point(x: from.middle, y: from.y), Point(x: to.middle, y: to.bottom)]
  }

  /// Width for the name and the line below it in a system font; an estimate, on the wide side.
  static func boxWidth(_ name: String, lines: Int) -> Double {
    let advance = name.reduce(0.0) { $0 + ("MWmw".contains($1) ? 11.5 : "ijlt.-I".contains($1) ? 4.8 : $1.isUppercase ? 9.8 : 8.3) }
    return max(92, (advance + 36).rounded(.up))
  }
}
