import HTTP
import IO

/// A connection of a `TestClient`, or one over a socket. The test decides what is sent, byte by byte.
public final class TestConnection: Sendable {
  private let transport: any Transport
  private let loop: EventLoop
  private let received: Received

  /// Received bytes that are not part of a response yet. They belong to the loop.
  private final class Received: @unchecked Sendable {
    var bytes: [UInt8] = []
    var hasEnded = false
  }

  /// Creates a connection.
  ///
  /// - Parameter transport: A transport that belongs to `loop`.
  public init(_ transport: any Transport, _ loop: EventLoop) {
    self.transport = transport
    self.loop = loop
    received = Received()
  }

  deinit { close() }

  /// The time after which any call throws `timedOut`.
  private static let patience = Duration.seconds(60)

  /// Sends bytes.
  public func send(_ bytes: [UInt8]) async throws {
    try await loop.run { [transport] () async throws(IOError) in try await transport.write(bytes, deadline: .after(Self.patience)) }
  }

  /// Sends a text in UTF-8.
  public func send(_ text: String) async throws { try await send(Array(text.utf8)) }

  /// Sends a request, with a Host where it has none, and with its body in one piece.
  public func send(_ request: Request) async throws {
    let body = try await request.body.collect(upTo: .max)
    var head = "\(request.method) \(request.path)\(request.query.map { "?\($0)" } ?? "") HTTP/1.1\r\n"
    if !request.headers.contains("host") { head += "host: test\r\n" }
    for field in request.headers.fields { head += "\(field.name): \(field.value)\r\n" }
    if !body.isEmpty, !request.headers.contains("content-length") { head += "content-length: \(body.count)\r\n" }
    try await send(Array("\(head)\r\n".utf8) + body)
  }

  /// Ends the sending direction; receiving continues.
  public func finishSending() async { await loop.run { [transport] in transport.finishWriting() } }

  /// Closes the connection.
  public func close() { transport.close() }

  /// Reads the next response, with the informational ones before it.
  /// - Parameter method: The method of the request, which decides whether there is a body.
  public func receive(answering method: Method = .get) async throws -> TestResponse {
    try await loop.run { try await self.readResponse(method) }
  }

  /// Reads until the first line of a response has arrived, and returns it without consuming it.
  public func receiveLine() async throws -> String {
    try await loop.run {
      while true {
        if let end = self.received.bytes.firstIndex(of: 0x0D) { return String(decoding: self.received.bytes[..<end], as: UTF8.self) }
        guard try await self.readMore() else { throw TestConnectionError.endedInHead(String(decoding: self.received.bytes, as: UTF8.self)) }
      }
    }
  }

  /// Reads the head of the next response and returns its status. An informational head (1xx) is consumed; that of a final response is not.
  public func receiveInterim() async throws -> Status {
    try await loop.run {
      while true {
        var parser = ResponseHeadParser(answering: .get, limits: MessageLimits())
        if let (head, length) = try self.received.bytes.withUnsafeBytes({ try parser.parse($0) }) {
          if head.status.isInformational { self.received.bytes.removeFirst(length) }
          return head.status
        }
        guard try await self.readMore() else { throw TestConnectionError.endedInHead(String(decoding: self.received.bytes, as: UTF8.self)) }
      }
    }
  }

  /// Reads one byte and drops it. False at the end of the stream.
  public func receiveByte() async throws -> Bool {
    try await loop.run { [transport] () async throws(IOError) in
      let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1, alignment: 1)
      defer { buffer.deallocate() }
      return try await transport.read(into: buffer, deadline: .after(Self.patience)) > 0
    }
  }

  /// Reads to the end of the stream, and returns the bytes that were not part of a response. Throws where the connection stays open or
  /// breaks off otherwise.
  public func receiveToEnd() async throws -> [UInt8] {
    try await loop.run { () async throws(IOError) in
      while try await self.readMore() {}
      return self.received.bytes
    }
  }

  /// Reads more bytes into `received`. False at the end of the stream.
  private func readMore() async throws(IOError) -> Bool {
    if received.hasEnded { return false }
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 16 << 10, alignment: 1)
    defer { buffer.deallocate() }
    let count = try await transport.read(into: buffer, deadline: .after(Self.patience))
    received.bytes += buffer[..<count]
    received.hasEnded = count == 0
    return count > 0
  }

  private func readResponse(_ method: Method) async throws -> TestResponse {
    let limits = MessageLimits(startLineBytes: 64 << 10, fieldCount: 1000, fieldBytes: 1 << 20, bodyBytes: .max)
    var informational: [Status] = []
    while true {
      var parser = ResponseHeadParser(answering: method, limits: limits)
      var parsed = try received.bytes.withUnsafeBytes { try parser.parse($0) }
      while parsed == nil {
        guard try await readMore() else { throw TestConnectionError.endedInHead(String(decoding: received.bytes, as: UTF8.self)) }
        parsed = try received.bytes.withUnsafeBytes { try parser.parse($0) }
      }
      guard let (head, length) = parsed else { continue }
      received.bytes.removeFirst(length)
      if head.status.isInformational {
        informational.append(head.status)
        continue
      }
      let (body, trailers) = try await readBody(head.framing, limits)
      return TestResponse(status: head.status, headers: head.headers, body: body, trailers: trailers, informational: informational)
    }
  }

  private func readBody(_ framing: MessageFraming, _ limits: MessageLimits) async throws -> ([UInt8], Headers) {
    switch framing {
    case .none: return ([], [:])
    case .length(let count):
      while received.bytes.count < count {
        guard try await readMore() else { throw TestConnectionError.endedInBody(received.bytes) }
      }
      defer { received.bytes.removeFirst(count) }
      return (Array(received.bytes[..<count]), [:])
    case .untilClose:
      while try await readMore() {}
      defer { received.bytes = [] }
      return (received.bytes, [:])
    case .chunked:
      var decoder = ChunkedDecoder(limits: limits)
      var body: [UInt8] = []
      while true {
        let (consumed, step) = try received.bytes.withUnsafeBytes { try decoder.next($0) }
        if case .data(let range) = step { body += received.bytes[range] }
        received.bytes.removeFirst(consumed)
        if step == .end { return (body, decoder.trailers) }
        if step == .needsMore {
          guard try await readMore() else { throw TestConnectionError.endedInBody(body) }
        }
      }
    }
  }
}

/// A response with its whole body.
public struct TestResponse: Sendable {
  /// The status.
  public let status: Status
  /// The header fields.
  public let headers: Headers
  /// The body, decoded where it was chunked.
  public let body: [UInt8]
  /// The trailer fields after a chunked body.
  public let trailers: Headers
  /// The statuses of the informational responses before it.
  public let informational: [Status]

  /// The body as UTF-8 text.
  public var text: String { String(decoding: body, as: UTF8.self) }
}

/// The error of a connection that ended before the response did.
public enum TestConnectionError: Error, Equatable {
  /// The connection ended within the head; what had arrived of it.
  case endedInHead(String)
  /// The connection ended within the body; what had arrived of it.
  case endedInBody([UInt8])
}
