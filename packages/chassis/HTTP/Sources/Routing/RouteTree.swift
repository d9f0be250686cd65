/// The routes as a tree of path segments, in flat arrays of plain numbers: a path is matched without allocating or counting references.
///
/// A literal segment is preferred to a parameter, and a parameter to what remains; where the preferred way leads to no route with the
/// method, the next is tried. Each node is visited once at most, so that no path costs more than the table is large.
struct RouteTree: Sendable {
  static let maximumParameters = 8

  /// Where a parameter's value stands in the path.
  struct Capture {
    var start: Int32
    var end: Int32
  }

  typealias Captures = InlineArray<8, Capture>

  struct Node: Sendable {
    var firstEdge: Int32 = 0
    var edgeCount: Int32 = 0
    /// The child that takes any segment, or -1.
    var parameter: Int32 = -1
    /// The routes that end here, and those that take all that remains from here.
    var endpoints = EndpointRange()
    var restEndpoints = EndpointRange()
  }

  struct Edge: Sendable {
    let labelStart: Int32
    let labelCount: Int32
    let node: Int32
  }

  struct EndpointRange: Sendable {
    var first: Int32 = 0
    var count: Int32 = 0
  }

  struct Endpoint: Sendable {
    let method: Method
    let route: Int32
  }

  private(set) var nodes: [Node] = []
  private(set) var edges: [Edge] = []
  private(set) var labels: [UInt8] = []
  private(set) var endpoints: [Endpoint] = []

  /// - Parameter routes: no two of the same method and segments; a match is told as an index into them.
  init(_ routes: [(method: Method, segments: [RoutePattern.Segment])]) {
    nodes.append(Node())
    build(node: 0, routes: routes.indices.map { ($0, routes[$0].segments[...]) }, routes.map(\.method))
  }

  private mutating func build(node: Int, routes: [(index: Int, rest: ArraySlice<RoutePattern.Segment>)], _ methods: [Method]) {
    nodes[node].endpoints = add(routes.filter(\.rest.isEmpty), methods)
    nodes[node].restEndpoints = add(routes.filter { $0.rest.first == .rest }, methods)

    var children: [RoutePattern.Segment: [(index: Int, rest: ArraySlice<RoutePattern.Segment>)]] = [:]
    for route in routes {
      guard let first = route.rest.first, first != .rest else { continue }
      children[first, default: []].append((route.index, route.rest.dropFirst()))
    }
    if let below = children[.parameter] {
      let child = addNode()
      nodes[node].parameter = Int32(child)
      build(node: child, routes: below, methods)
    }
    // Ordered by length, then bytes, as `child(of:_:)` looks for them.
    let literals = children.compactMap { segment, below in if case .literal(let text) = segment { (Array(text.utf8), below) } else { nil } }
      .sorted { left, right in
        left.0.count == right.0.count ? left.0.lexicographicallyPrecedes(right.0) : left.0.count < right.0.count
      }
    nodes[node].firstEdge = Int32(edges.count)
    nodes[node].edgeCount = Int32(literals.count)
    let first = edges.count
    for (label, _) in literals {
      edges.append(Edge(labelStart: Int32(labels.count), labelCount: Int32(label.count), node: Int32(addNode())))
      labels += label
    }
    for (offset, literal) in literals.enumerated() { build(node: Int(edges[first + offset].node), routes: literal.1, methods) }
  }

  private mutating func addNode() -> Int {
    nodes.append(Node())
    return nodes.count - 1
  }

  private mutating func add(_ routes: [(index: Int, rest: ArraySlice<RoutePattern.Segment>)], _ methods: [Method]) -> EndpointRange {
    let range = EndpointRange(first: Int32(endpoints.count), count: Int32(routes.count))
    for route in routes { endpoints.append(Endpoint(method: methods[route.index], route: Int32(route.index))) }
    return range
  }
}
