extension RouteTree {
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
    if node.restEndpoints.count > 0, let route = route(in: node.restEndpoints, method, isHead) {
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
    add(node.restEndpoints)
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
