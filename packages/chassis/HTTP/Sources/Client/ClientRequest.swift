import Addresses

/// Request to another process.
public struct ClientRequest: Sendable {
  /// Method of the request (RFC 9110, section 9).
  public var method: Method
  /// Address of the resource.
  public var url: HTTPURL
  /// Fields beside those that the client writes: `Host`, where there is none, `Content-Length`, `Transfer-Encoding`, `Connection`, and
  /// `traceparent` with `tracestate`.
  public var headers: Headers
  /// Body: in memory, so that the request can be made again; or sent as it is read, with back-pressure, and in chunks where its length is
  /// not known.
  public var body: RequestBody
  /// Time for all of it, from looking for a connection to the last byte of the answer; `nil` for the client's.
  public var timeout: Duration?
  /// Most bytes of the answer's body; `nil` for the client's limit.
  public var bodyLimit: Int?
  /// Whether asking several times means the same as asking once, so that it may be made again: so it is with most methods, and with
  /// others where a field, such as `Idempotency-Key`, tells the other side.
  public var isIdempotent: Bool
  /// Most attempts, the first included; 1 for no repetition, `nil` for the client's number.
  public var attempts: Int?

  /// Makes a request; by default it is idempotent where its method is.
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
