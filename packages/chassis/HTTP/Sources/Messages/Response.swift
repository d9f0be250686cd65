import JSON

/// Response of a handler.
public struct Response: Sendable {
  /// Status code (RFC 9110, section 15), 200 or more.
  public var status: Status
  /// Fields beside those that the server writes: `Date`, `Content-Length`, `Transfer-Encoding`, `Connection`. A `Date` of one's own is
  /// kept, and `Connection: close` ends the connection after the response.
  public var headers: Headers
  /// Body; for HEAD, and for a status without a body, it is not sent.
  public var body: ResponseBody

  /// Makes a response, by default 200 without a body.
  public init(_ status: Status = .ok, headers: Headers = [:], body: ResponseBody = .empty) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// Text as `text/plain`, in UTF-8.
  public static func text(_ text: String, _ status: Status = .ok) -> Response {
    Response(status, headers: ContentType.text, body: .text(text))
  }

  /// Page as `text/html`, in UTF-8.
  public static func html(_ text: String, _ status: Status = .ok) -> Response {
    Response(status, headers: ContentType.html, body: .text(text))
  }

  /// Value as compact JSON.
  public static func json(_ value: JSONValue, _ status: Status = .ok) -> Response {
    Response(status, headers: ContentType.json, body: .bytes(value.encoded(.compact)))
  }

  /// JSON that has been written already.
  public static func json(bytes: [UInt8], _ status: Status = .ok) -> Response {
    Response(status, headers: ContentType.json, body: .bytes(bytes))
  }
}

/// The fields of the usual responses, made once, so that a response shares them.
private enum ContentType {
  static let text: Headers = ["content-type": "text/plain; charset=utf-8"]
  static let html: Headers = ["content-type": "text/html; charset=utf-8"]
  static let json: Headers = ["content-type": "application/json"]
}

/// Bytes of a response.
public enum ResponseBody: Sendable {
  /// No bytes.
  case empty
  /// Bytes in memory.
  case bytes([UInt8])
  /// Text in memory, sent as UTF-8.
  case text(String)
  /// Function that writes the body as it is made, with back-pressure: chunked where `length` is unknown. `write` throwing, or writing
  /// less or more than `length`, cuts the connection off, so that the peer never takes a part for the whole. `write` is not called for
  /// a response without a body, such as the one to HEAD.
  case stream(length: Int?, write: @Sendable (any BodyWriter) async throws -> Void)

  /// Count of bytes; `nil` where that is not known before they are written.
  public var length: Int? {
    switch self {
    case .empty: 0
    case .bytes(let bytes): bytes.count
    case .text(let text): text.utf8.count
    case .stream(let length, _): length
    }
  }
}

/// How a response's body ended.
struct ResponseEnding {
  /// Bytes of the body that were sent.
  let bytes: Int
  /// The whole body was sent; else the connection broke off within it.
  let isComplete: Bool
}

extension Response {
  /// The largest body that is copied behind its head, and goes out with it; a larger one is sent from where it is.
  static let copiedBytes = 8 << 10

  /// Whether the body is sent when the handler has long returned, so that it can break off in between.
  func isSentApart(answering method: Method) -> Bool {
    if method == .head || status.forbidsBody { return false }
    if case .stream = body { return true }
    return (body.length ?? 0) > Self.copiedBytes
  }
}

extension ResponseBody {
  /// The same body; `ended` is called once it has been sent, or the connection broke off.
  func observed(_ ended: @escaping @Sendable (ResponseEnding) -> Void) -> ResponseBody {
    .stream(length: length) { writer in
      do { try await write(to: writer) } catch {
        ended(ResponseEnding(bytes: writer.sentBytes, isComplete: false))
        throw error
      }
      ended(ResponseEnding(bytes: length ?? writer.sentBytes, isComplete: true))
    }
  }

  private func write(to writer: any BodyWriter) async throws {
    switch self {
    case .empty: return
    case .bytes(let bytes): try await writer.write(bytes)
    case .text(let text): try await writer.write(Array(text.utf8))
    case .stream(_, let write): try await write(writer)
    }
  }
}

/// Destination of a streamed body.
public protocol BodyWriter: Sendable {
  /// Sends the bytes at once. Returns when they are on their way and the peer has room for more; throws when it has gone.
  func write(_ bytes: [UInt8]) async throws

  /// Bytes of the body that were sent so far, with what was sent of a part whose `write` threw.
  var sentBytes: Int { get }

  /// Sets the fields that follow the body (RFC 9112, section 7.1.2). They are sent if the body is chunked, and dropped otherwise.
  func setTrailers(_ trailers: Headers)
}
