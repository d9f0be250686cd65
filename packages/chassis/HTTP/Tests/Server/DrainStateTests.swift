import HTTPTesting
import IO
import Testing

@testable import HTTP

/// What becomes of a connection that is in the middle of something when the server begins to drain.
@Suite(.onEventLoop) struct DrainStateTests {
  private func client(_ handler: @escaping Handler = Self.echo, _ change: (inout ServerConfiguration) -> Void = { _ in }) -> TestClient {
    var configuration = ServerConfiguration.patient
    // What comes late comes in time.
    configuration.drainIdleTimeout = .seconds(60)
    change(&configuration)
    return TestClient(handler, configuration: configuration)
  }

  private static let echo: Handler = { request in .text("\(request.path) \(try await request.body.collect(upTo: 1 << 20).count)") }

  /// Expects the last response of the connection, and its end.
  private func expectLast(_ connection: TestConnection, _ text: String) async throws {
    let response = try await connection.receive()
    #expect(response.text == text && response.headers["connection"] == "close")
    await connection.finishSending()
    #expect(try await connection.receiveToEnd() == [])
  }

  @Test func `a request whose header has begun is answered`() async throws {
    let client = client()
    let connection = try await client.connect()
    try await connection.send("GET /a HTTP/1.1\r\nHo")
    await client.drain()
    try await connection.send("st: a\r\n\r\n")
    try await expectLast(connection, "/a 0")
  }

  @Test func `a header that does not end is not waited for longer than ever`() async throws {
    let client = client(Self.echo) { $0.headerTimeout = .milliseconds(50) }
    let connection = try await client.connectAndUse()
    try await connection.send("GET /a HTTP/1.1\r\nHo")
    await client.drain()
    #expect(try await connection.receive().status == .requestTimeout)
    #expect(try await connection.receiveToEnd() == [])
  }

  @Test func `a request whose body is on its way is answered`() async throws {
    let client = client()
    let connection = try await client.connect()
    try await connection.send("POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nab")
    while client.figures.requestsInFlight == 0 { await Task.yield() }
    await client.drain()
    try await connection.send("cd")
    try await expectLast(connection, "/a 4")
  }

  @Test func `a peer that was told to send its body may send it`() async throws {
    let client = client()
    let connection = try await client.connect()
    try await connection.send("POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n")
    #expect(try await connection.receiveInterim() == .continue)
    await client.drain()
    try await connection.send("ab")
    try await expectLast(connection, "/a 2")
  }

  @Test func `of requests that wait behind one another the first is answered, and told to be the last`() async throws {
    let gate = Latch()
    let client = client({ request in
      _ = await gate.wait(until: .now + .seconds(60))
      return .text(request.path)
    })
    let connection = try await client.connect()
    try await connection.send((1...3).map { "GET /\($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined())
    while client.figures.requestsInFlight == 0 { await Task.yield() }
    await client.drain()
    gate.set()
    try await expectLast(connection, "/1")
    #expect(client.figures.requests == 1)
  }

  @Test func `a response that is being streamed is streamed to its end`() async throws {
    let gate = Latch()
    let client = client(
      { _ in
        Response(
          .ok,
          body: .stream(length: nil) { writer in
            try await writer.write([65])
            _ = await gate.wait(until: .now + .seconds(60))
            try await writer.write([66])
          })
      }, { $0.drainIdleTimeout = .milliseconds(10) })
    let connection = try await client.connect()
    try await connection.send("GET /a HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(try await connection.receiveLine() == "HTTP/1.1 200 OK")
    await client.drain()
    gate.set()
    #expect(try await connection.receive().text == "AB")
    // Its head was sent before, and could not say that the connection would end.
    #expect(try await connection.receiveToEnd() == [])
  }

  @Test func `a response that waits for a slow peer is sent to its end`() async throws {
    let client = client(
      { _ in Response(.ok, body: .bytes([UInt8](repeating: 65, count: 100_000))) }, { $0.drainIdleTimeout = .milliseconds(10) })
    let connection = try await client.connect(capacity: 1000)
    try await connection.send("GET /a HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(try await connection.receiveLine() == "HTTP/1.1 200 OK")
    await client.drain()
    #expect(try await connection.receive().body.count == 100_000)
    #expect(try await connection.receiveToEnd() == [])
  }

  @Test func `a connection that has been refused ends as it would have`() async throws {
    let client = client()
    let connection = try await client.connect()
    try await connection.send("nonsense\r\n")
    #expect(try await connection.receive().status == .badRequest)
    await client.drain()
    await connection.finishSending()
    #expect(try await connection.receiveToEnd() == [])
    while client.figures.connections > 0 { await Task.yield() }
  }

  @Test func `a connection that comes too late for draining is answered once`() async throws {
    let client = client()
    await client.drain()
    let connection = try await client.connect()
    try await connection.send("GET /a HTTP/1.1\r\nHost: a\r\n\r\n")
    try await expectLast(connection, "/a 0")
  }
}
