import Addresses

/// What is asked of another process.
public struct ClientRequest: Sendable {
  public var method: Method
  public var url: HTTPURL
  /// The fields beside those that the client writes: `Host`, where there is none, `Content-Length`, `Transfer-Encoding`, `Connection`,
  /// and `traceparent` with `tracestate` where the task is part of a trace.
  public var headers: Headers
  /// In memory, so that the request can be made again; or sent as it is read, with back-pressure; in chunks where its length is not known.
  public var body: RequestBody
  /// For all of it, from looking for a connection to the last byte of the answer; `nil` for what the client is set to.
  public var timeout: Duration?
  /// The most bytes that the answer's body may have; `nil` for what the client is set to.
  public var bodyLimit: Int?
  /// Whether asking several times means the same as asking once, so that it may be made again: so it is with most methods, and with
  /// others where a field, such as `Idempotency-Key`, tells the other side.
  public var isIdempotent: Bool
  /// How often it is made, at most, in place of what the client is set to; 1 for no repetition.
  public var attempts: Int?

  public init(
    _ method: Method, _ url: HTTPURL, headers: Headers = [:], body: RequestBody = .empty, timeout: Duration? = nil, bodyLimit: Int? = nil
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.timeout = timeout
    self.bodyLimit = bodyLimit
    isIdempotent = method.isIdempotent
  }

  /// As above, with the URL as text.
  public init(
    _ method: Method, _ url: String, headers: Headers = [:], body: RequestBody = .empty, timeout: Duration? = nil, bodyLimit: Int? = nil
  ) throws(WebURLError) {
    self.init(method, try HTTPURL(url), headers: headers, body: body, timeout: timeout, bodyLimit: bodyLimit)
  }
}
