import IO
import TLS

/// A request as a handler sees it.
///
/// ```swift
/// let accept = request.headers["accept"]
/// let bytes = try await request.body.collect(upTo: 1 << 20)
/// ```
///
/// A value: changing a copy leaves the original alone. It is one reference, cheap to pass on, and text is made of its bytes only
/// when asked for.
public struct Request: Sendable {
  var storage: RequestStorage

  /// Makes a request, as a handler would get it.
  /// - Parameters:
  ///   - path: from its slash, percent-encoded, without the query.
  ///   - query: what follows the `?`, as it is to be sent.
  public init(
    _ method: Method, _ path: String, query: String? = nil, headers: Headers = [:], body: RequestBody = .empty, peer: SocketAddress? = nil
  ) {
    storage = RequestStorage()
    storage.method = method
    storage.setTarget(path: path, query: query)
    storage.headers = headers
    storage.body = body
    storage.peer = peer
  }

  init(storage: RequestStorage) { self.storage = storage }

  /// Method (RFC 9110, section 9).
  public var method: Method {
    get { storage.method }
    set { change { $0.method = newValue } }
  }

  /// Path as sent, from its slash, without the query; percent-encoding is kept. `*` for a request to the server as a whole (RFC 9112,
  /// section 3.2.4).
  public var path: String {
    get { storage.withPath { String(decoding: $0, as: UTF8.self) } }
    set {
      let query = query
      change { $0.setTarget(path: newValue, query: query) }
    }
  }

  /// Text after the first `?`, as sent; `nil` where there is none.
  public var query: String? {
    get { storage.withQuery { String(decoding: $0, as: UTF8.self) } }
    set {
      let path = path
      change { $0.setTarget(path: path, query: newValue) }
    }
  }

  /// Fields of the header.
  public var headers: Headers {
    get { storage.headers }
    set { change { $0.headers = newValue } }
  }

  /// Body, to be read by one task, once.
  public var body: RequestBody {
    get { storage.body }
    set { change { $0.body = newValue } }
  }

  /// Address of the sender, as the socket says; `nil` where it has none.
  public var peer: SocketAddress? {
    get { storage.peer }
    set { change { $0.peer = newValue } }
  }

  /// Certificate by which the sender has proven who it is, over TLS; `nil` where none was shown.
  public var peerCertificate: PeerCertificate? { storage.peerCertificate }

  /// Pattern of the route that the request took, such as `/runs/{id}`: fit to label metrics with, as the path never is. `nil` before a
  /// router has seen it, and where it found no route.
  public var route: String? { storage.route }

  /// Values of the route's `{name}` segments, percent-decoded.
  public var parameters: PathParameters { PathParameters(storage: storage) }

  private mutating func change(_ body: (RequestStorage) -> Void) {
    if !isKnownUniquelyReferenced(&storage) { storage = storage.copy() }
    body(storage)
  }
}
