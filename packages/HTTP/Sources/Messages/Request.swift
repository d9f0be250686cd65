import IO

/// A request as a handler sees it.
public struct Request: Sendable {
  public var method: Method
  /// The path as sent, from its slash, without the query; percent-encoding is kept.
  public var path: String
  /// What follows the first `?`, as sent.
  public var query: String?
  public var headers: Headers
  public var body: RequestBody
  /// The values of the route's `{name}` segments, percent-decoded.
  public var parameters: [String: String] = [:]
  public var peer: SocketAddress?

  public init(
    _ method: Method, _ path: String, query: String? = nil, headers: Headers = [:], body: RequestBody = .empty, peer: SocketAddress? = nil
  ) {
    self.method = method
    self.path = path
    self.query = query
    self.headers = headers
    self.body = body
    self.peer = peer
  }
}

/// The bytes that come with a request, read as they arrive.
public struct RequestBody: Sendable {
  public static let empty = RequestBody {
    nil
  }

  private let next: @Sendable () async throws -> [UInt8]?

  /// A body whose parts come from `next`, which answers `nil` at the end.
  public init(next: @escaping @Sendable () async throws -> [UInt8]?) { self.next = next }

  /// The next bytes, as many as have arrived; `nil` at the end.
  public func read() async throws -> [UInt8]? { try await next() }
}
