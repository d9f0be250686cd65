import HTTPTesting
import Testing

@testable import HTTP

@Suite(.onEventLoop) struct ServedBodyTests {
  private static let echo: Handler = { request in
    let bytes = try await request.body.collect(upTo: 1 << 20)
    let trailers = await request.body.trailers().fields.map { "|\($0.name)=\($0.value)" }.joined()
    return .text(String(decoding: bytes, as: UTF8.self) + trailers)
  }
  private let client = TestClient(Self.echo, configuration: .patient)

  @Test func `a body comes through whole, however it is sent`() async throws {
    let connection = try await client.connect()
    try await connection.send(
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nabcdePOST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
    #expect(try await connection.receive().text == "abcde")
    try await connection.send("3\r\nabc\r\n2;x\r\nde\r\n0\r\nTrailer-A: b\r\n\r\n")
    #expect(try await connection.receive().text == "abcde|Trailer-A=b")
    let large = String(repeating: "0123456789abcdef", count: 32 << 10)
    try await connection.send(Request(.post, "/", body: .bytes(Array(large.utf8))))
    #expect(try await connection.receive().text == large)
  }

  @Test func `a body arrives byte by byte`() async throws {
    let connection = try await client.connect()
    for byte in "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nT: u\r\n\r\n".utf8 {
      try await connection.send([byte])
    }
    #expect(try await connection.receive().text == "abc|T=u")
  }

  @Test func `the handler gets parts as they come`() async throws {
    let parts = Kept()
    let client = TestClient({ request in
      while let part = try await request.body.read() { parts.errors.withLock { $0.append(String(decoding: part, as: UTF8.self)) } }
      return .text("")
    })
    let connection = try await client.connect()
    try await connection.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nab")
    while parts.errors.withLock({ $0.isEmpty }) { await Task.yield() }
    try await connection.send("cd")
    #expect(try await connection.receive().status == .ok)
    #expect(parts.errors.withLock { $0 } == ["ab", "cd"])
  }

  @Test func `100 Continue is sent when the body is first read, and only then`() async throws {
    let head = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n"
    let connection = try await client.connect()
    try await connection.send(head)
    async let answer = connection.receive()
    try await connection.send("abc")
    #expect(try await answer.text == "abc")
    let another = try await client.connect()
    try await another.send(head)
    // Nothing but the interim response makes this side go on.
    #expect(try await another.receiveInterim() == .continue)
    try await another.send("abc")
    #expect(try await another.receive().text == "abc")

    let unread = try await TestClient({ _ in Response(.forbidden) }).connect()
    try await unread.send(head)
    let refusal = try await unread.receive()
    #expect(refusal.status == .forbidden && refusal.informational.isEmpty && refusal.headers["connection"] == "close")
    await unread.finishSending()
    #expect(try await unread.receiveToEnd() == [])
  }

  @Test func `an expectation of HTTP 1 0 or without body is ignored`() async throws {
    let connection = try await client.connect()
    try await connection.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nExpect: 100-continue\r\n\r\n")
    #expect(try await connection.receive().informational.isEmpty)
    try await connection.send("POST / HTTP/1.0\r\nContent-Length: 1\r\nExpect: 100-continue\r\n\r\na")
    #expect(try await connection.receive().informational.isEmpty)
  }

  @Test func `a small body that nobody reads is passed over`() async throws {
    let connection = try await TestClient({ request in .text(request.path) }).connect()
    try await connection.send(
      "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabcPOST /b HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
    #expect(try await connection.receive().text == "/a")
    #expect(try await connection.receive().text == "/b")
    try await connection.send("3\r\nabc\r\n0\r\n\r\nGET /c HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(try await connection.receive().text == "/c")
  }

  @Test func `a large body that nobody reads ends the connection, and the answer arrives`() async throws {
    let connection = try await TestClient({ request in .text(request.path) }).connect()
    try await connection.send("POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n")
    let response = try await connection.receive()
    #expect(response.text == "/a" && response.headers["connection"] == "close")
    try await connection.send([UInt8](repeating: 0, count: 1_000_000))
    await connection.finishSending()
    #expect(try await connection.receiveToEnd() == [])
  }

  @Test func `a body beyond the handler's or the server's limit is 413`() async throws {
    var configuration = ServerConfiguration.patient
    configuration.limits.bodyBytes = 2 << 20
    let client = TestClient(Self.echo, configuration: configuration)
    let connection = try await client.connect()
    try await connection.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1500000\r\n\r\n")
    #expect(try await connection.receive().status == .contentTooLarge)
    let other = try await client.connect()
    try await other.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n200001\r\n")
    #expect(try await other.receive().status == .contentTooLarge)
  }

  @Test func `the body of a request that has been answered cannot be read`() async throws {
    let kept = Kept()
    let client = TestClient({ request in
      kept.requests.withLock { $0.append(request) }
      return .text("")
    })
    let connection = try await client.connect()
    try await connection.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc")
    _ = try await connection.receive()
    let request = try #require(kept.requests.withLock { $0.first })
    await #expect(throws: BodyError.requestEnded) { try await request.body.read() }
  }

  @Test func `a peer that goes away in the middle of a body is no end of it`() async throws {
    let kept = Kept()
    let client = TestClient({ request in
      do { return .text("\(try await request.body.collect(upTo: 100).count)") } catch {
        kept.errors.withLock { $0.append("\(error)") }
        throw error
      }
    })
    let connection = try await client.connect()
    try await connection.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc")
    await connection.finishSending()
    #expect(try await connection.receive().status == .badRequest)
    #expect(kept.errors.withLock { $0 } == ["\(BodyError.disconnected)"])
  }
}
