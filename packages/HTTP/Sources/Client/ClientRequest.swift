/// What is asked of another process.
public struct ClientRequest: Sendable {
  public var method: Method
  public var url: HTTPURL
  /// The fields beside those that the client writes: `Host`, where there is none, `Content-Length`, `Transfer-Encoding`, `Connection`,
  /// and `traceparent` with `tracestate` where the task is part of a trace.
  public var headers: Headers
  /// Sent as it is read, with back-pressure; in chunks where its length is not known.
  public var body: RequestBody
  /// For all of it, from looking for a connection to the last byte of the answer; `nil` for what the client is set to.
  public var timeout: Duration?
  /// The most bytes that the answer's body may have; `nil` for what the client is set to.
  public var bodyLimit: Int?

  public init(
    _ method: Method, _ url: HTTPURL, headers: Headers = [:], body: RequestBody = .empty, timeout: Duration? = nil, bodyLimit: Int? = nil
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.timeout = timeout
    self.bodyLimit = bodyLimit
  }

  /// As above, with the URL as text.
  public init(
    _ method: Method, _ url: String, headers: Headers = [:], body: RequestBody = .empty, timeout: Duration? = nil, bodyLimit: Int? = nil
  ) throws(HTTPURLError) {
    self.init(method, try HTTPURL(url), headers: headers, body: body, timeout: timeout, bodyLimit: bodyLimit)
  }
}
