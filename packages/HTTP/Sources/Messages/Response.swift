/// What a handler answers.
public struct Response: Sendable {
  public var status: Status
  /// The fields beside those that the server writes: `Date`, `Content-Length`, `Transfer-Encoding`, `Connection`.
  public var headers: Headers
  public var body: ResponseBody

  public init(_ status: Status = .ok, headers: Headers = [:], body: ResponseBody = .empty) {
    self.status = status
    self.headers = headers
    self.body = body
  }
}

/// The bytes of a response.
public enum ResponseBody: Sendable {
  case empty
  case bytes([UInt8])
  /// Written as it is made, with back-pressure: chunked where `length` is unknown.
  case stream(length: Int?, write: @Sendable (any BodyWriter) async throws -> Void)
}

/// Where a streamed body is written to.
public protocol BodyWriter: Sendable {
  /// Returns when the bytes are on their way and the peer has room for more; throws when it has gone.
  func write(_ bytes: [UInt8]) async throws
}
