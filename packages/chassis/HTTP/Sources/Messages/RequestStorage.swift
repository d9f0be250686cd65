import IO
import TLS

/// What a request is made of. A connection uses one for all its requests, as long as no handler keeps one.
///
/// It is changed only while one value holds it, with two exceptions, both made by the task that answers the request before anyone
/// else has it: the connection fills it in, and the router notes the route. No access overlaps another, then, and none is checked.
final class RequestStorage: @unchecked Sendable {
  @exclusivity(unchecked) var method = Method.get
  /// Path and query, as sent.
  @exclusivity(unchecked) private(set) var target: [UInt8] = []
  /// Where the path ends: at the `?`, or at the end.
  @exclusivity(unchecked) private(set) var pathEnd = 0
  @exclusivity(unchecked) var headers = Headers()
  @exclusivity(unchecked) var body = RequestBody.empty
  @exclusivity(unchecked) var peer: SocketAddress?
  /// The certificate that the sender has shown.
  @exclusivity(unchecked) var peerCertificate: PeerCertificate?
  /// The pattern of the route that the request took.
  @exclusivity(unchecked) var route: String?
  /// The names of the route's parameters, and where their values are in `target`.
  @exclusivity(unchecked) var parameterNames: [String] = []
  @exclusivity(unchecked) var parameterRanges: [Range<Int>] = []

  /// Bytes of memory that the head is in.
  @inline(__always) var heldBytes: Int { target.capacity &+ headers.heldBytes }

  func copy() -> RequestStorage {
    let copy = RequestStorage()
    copy.method = method
    copy.target = target
    copy.pathEnd = pathEnd
    copy.headers = headers
    copy.body = body
    copy.peer = peer
    copy.peerCertificate = peerCertificate
    copy.route = route
    copy.parameterNames = parameterNames
    copy.parameterRanges = parameterRanges
    return copy
  }

  func setTarget(path: String, query: String?) {
    // The ranges are of the old target.
    parameterRanges.removeAll(keepingCapacity: true)
    target = Array(path.utf8)
    pathEnd = target.count
    if let query { target += "?\(query)".utf8 }
  }

  func setTarget(_ bytes: UnsafeRawBufferPointer) {
    target.removeAll(keepingCapacity: true)
    target.append(contentsOf: bytes)
    pathEnd = bytes.firstIndex(of: UInt8(ascii: "?"), from: 0) ?? bytes.count
  }

  /// The target of an absolute form without a path.
  func setTarget(rootBefore query: UnsafeRawBufferPointer) {
    target = [UInt8(ascii: "/")] + query
    pathEnd = 1
  }

  /// The path's bytes, as sent.
  func withPath<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    target.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[..<pathEnd])) }
  }

  /// The query's bytes, as sent; `nil` where there is no `?`.
  func withQuery<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result? {
    guard pathEnd < target.count else { return nil }
    return target.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[(pathEnd + 1)...])) }
  }

  /// Lets go of what belongs to one request and keeps the memory for the next.
  func reset() {
    method = .get
    target.removeAll(keepingCapacity: true)
    pathEnd = 0
    headers.removeAll()
    body = .empty
    route = nil
    if !parameterNames.isEmpty { parameterNames = [] }
    parameterRanges.removeAll(keepingCapacity: true)
  }
}
