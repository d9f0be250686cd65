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

  private struct Node: Sendable {
    var firstEdge: Int32 = 0
    var edgeCount: Int32 = 0
    /// The child that takes any segment, or -1.
    var parameter: Int32 = -1
    /// The routes that end here, and those that take all that remains from here.
    var endpoints = EndpointRange()
    var catchAllEndpoints = EndpointRange()
  }

  private struct Edge: Sendable {
    let labelStart: Int32
    let labelCount: Int32
    let node: Int32
  }

  private struct EndpointRange: Sendable {
    var first: Int32 = 0
    var count: Int32 = 0
  }

  private struct Endpoint: Sendable {
    let method: Method
    let route: Int32
  }

  private var nodes: [Node] = []
  private var edges: [Edge] = []
  private var labels: [UInt8] = []
  private var endpoints: [Endpoint] = []

  /// - Parameter routes: no two of the same method and segments; a match is told as an index into them.
  init(_ routes: [(method: Method, segments: [RoutePattern.Segment])]) {
    nodes.append(Node())
    build(node: 0, routes: routes.indices.map { ($0, routes[$0].segments[...]) }, routes.map(\.method))
  }

  private mutating func build(node: Int, routes: [(index: Int, segments: ArraySlice<RoutePattern.Segment>)], _ methods: [Method]) {
    nodes[node].endpoints = add(routes.filter(\.segments.isEmpty), methods)
    nodes[node].catchAllEndpoints = add(routes.filter { $0.segments.first == .catchAll }, methods)

    var children: [RoutePattern.Segment: [(index: Int, segments: ArraySlice<RoutePattern.Segment>)]] = [:]
    for route in routes {
      guard let first = route.segments.first, first != .catchAll else { continue }
      children[first, default: []].append((route.index, route.segments.dropFirst()))
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

  private mutating func add(_ routes: [(index: Int, segments: ArraySlice<RoutePattern.Segment>)], _ methods: [Method]) -> EndpointRange {
    let range = EndpointRange(first: Int32(endpoints.count), count: Int32(routes.count))
    for route in routes { endpoints.append(Endpoint(method: methods[route.index], route: Int32(route.index))) }
    return range
  }

  // MARK: matching

  /// The route for the path, which begins with a slash, and the method; its parameters' places go into `captures`.
  /// Without a route for HEAD, the one for GET counts.
  func match(_ path: UnsafeRawBufferPointer, _ method: Method, _ captures: inout Captures) -> Int? {
    find(path, method, method == .head, node: 0, start: 1, captured: 0, &captures).map { Int($0) }
  }

  /// The methods of all routes for the path, without repeats.
  func methods(for path: UnsafeRawBufferPointer) -> [Method] {
    var methods: [Method] = []
    collect(path, node: 0, start: 1, into: &methods)
    return methods
  }

  /// - Parameter start: where the next segment begins; behind the path's end where there is none.
  private func find(
    _ path: UnsafeRawBufferPointer, _ method: Method, _ isHead: Bool, node index: Int32, start: Int, captured: Int, _ captures: inout Captures
  ) -> Int32? {
    let node = nodes[Int(index)]
    if start > path.count { return route(in: node.endpoints, method, isHead) }
    let end = segmentEnd(path, start)
    if let child = child(of: node, path, start, end),
      let route = find(path, method, isHead, node: child, start: end + 1, captured: captured, &captures)
    {
      return route
    }
    if node.parameter >= 0, end > start {
      captures[captured] = Capture(start: Int32(truncatingIfNeeded: start), end: Int32(truncatingIfNeeded: end))
      if let route = find(path, method, isHead, node: node.parameter, start: end + 1, captured: captured + 1, &captures) { return route }
    }
    if node.catchAllEndpoints.count > 0, let route = route(in: node.catchAllEndpoints, method, isHead) {
      captures[captured] = Capture(start: Int32(truncatingIfNeeded: start), end: Int32(truncatingIfNeeded: path.count))
      return route
    }
    return nil
  }

  private func route(in range: EndpointRange, _ method: Method, _ isHead: Bool) -> Int32? {
    var fallback: Int32?
    for index in range.first..<range.first + range.count {
      let endpoint = endpoints[Int(index)]
      if endpoint.method == method { return endpoint.route }
      if isHead, endpoint.method == .get { fallback = endpoint.route }
    }
    return fallback
  }

  private func collect(_ path: UnsafeRawBufferPointer, node index: Int32, start: Int, into methods: inout [Method]) {
    let node = nodes[Int(index)]
    func add(_ range: EndpointRange) {
      for index in range.first..<range.first + range.count where !methods.contains(endpoints[Int(index)].method) {
        methods.append(endpoints[Int(index)].method)
      }
    }
    if start > path.count { return add(node.endpoints) }
    let end = segmentEnd(path, start)
    if let child = child(of: node, path, start, end) { collect(path, node: child, start: end + 1, into: &methods) }
    if node.parameter >= 0, end > start { collect(path, node: node.parameter, start: end + 1, into: &methods) }
    add(node.catchAllEndpoints)
  }

  private func segmentEnd(_ path: UnsafeRawBufferPointer, _ start: Int) -> Int {
    var end = start
    while end < path.count, path[end] != UInt8(ascii: "/") { end += 1 }
    return end
  }

  private func child(of node: Node, _ path: UnsafeRawBufferPointer, _ start: Int, _ end: Int) -> Int32? {
    var low = Int(node.firstEdge)
    var high = low + Int(node.edgeCount)
    while low < high {
      let middle = (low + high) / 2
      let edge = edges[middle]
      switch compare(edge, path, start, end) {
      case 0: return edge.node
      case ..<0: low = middle + 1
      default: high = middle
      }
    }
    return nil
  }

  /// By length first, then by bytes.
  private func compare(_ edge: Edge, _ path: UnsafeRawBufferPointer, _ start: Int, _ end: Int) -> Int {
    let count = Int(edge.labelCount)
    if count != end - start { return count - (end - start) }
    for offset in 0..<count {
      let difference = Int(labels[Int(edge.labelStart) + offset]) - Int(path[start + offset])
      if difference != 0 { return difference }
    }
    return 0
  }
}
