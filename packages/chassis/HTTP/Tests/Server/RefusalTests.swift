import HTTPTesting
import JSON
import Testing

@testable import HTTP

@Suite(.onEventLoop) struct RefusalTests {
  @Test(arguments: RawRequest.all) func `what is refused is answered as a problem, and then the connection ends`(_ request: RawRequest) async throws {
    let client = TestClient({ _ in .text("not to be reached") })
    let connection = try await client.connect()
    let smuggled = request.raw.utf8.last == 0x0A ? "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n" : ""
    try await connection.send("GET /first HTTP/1.1\r\nHost: a\r\n\r\n" + request.raw + smuggled)
    #expect(try await connection.receive().status == .ok)
    let response = try await connection.receive()
    #expect(response.status == request.refusal.status)
    #expect(response.headers["content-type"] == "application/problem+json")
    #expect(response.headers["connection"] == "close")
    let problem = try JSONValue(parsing: response.body)
    #expect(problem["status"]?.int == request.refusal.status.code && problem["detail"]?.string == request.refusal.detail)
    await connection.finishSending()
    #expect(try await connection.receiveToEnd() == [])
    #expect(client.figures.requests == 1)
    #expect(client.figures.refusals == [request.refusal: 1])
  }

  @Test(arguments: RawChunks.all) func `a malformed body never reaches its end`(_ chunks: RawChunks) async throws {
    let client = TestClient({ request in .text(String(decoding: try await request.body.collect(upTo: .max), as: UTF8.self)) })
    let connection = try await client.connect()
    try await connection.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n\(chunks.raw)GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    let response = try await connection.receive()
    #expect(response.status == (chunks.refusal == .bodyTooLarge ? .contentTooLarge : .badRequest))
    #expect(response.headers["connection"] == "close")
    await connection.finishSending()
    #expect(try await connection.receiveToEnd() == [])
    #expect(client.figures.refusals == [chunks.refusal: 1])
  }

  @Test func `every reason to refuse has its requests`() {
    let inTables = RawRequest.all.map(\.refusal) + RawChunks.all.map(\.refusal)
    // Those of time, of connections, of memory, and of sizes that make large requests, have tests of their own.
    let elsewhere: [Refusal] = [
      .headerTimeout, .bodyTimeout, .tooManyConnections, .tooManyConnectionsOfPeer, .tooFewDescriptors, .tooLittleMemory, .targetTooLong,
    ]
    #expect(Set(inTables + elsewhere) == Set(Refusal.allCases))
  }

  @Test func `a refused HEAD is answered without body`() async throws {
    let connection = try await TestClient({ _ in .text("") }).connect()
    try await connection.send("HEAD / HTTP/1.1\r\nHost: a\r\nX : y\r\n\r\n")
    #expect(try await connection.receive(answering: .head).status == .badRequest)
    #expect(try await connection.receiveToEnd() == [])
    let other = try await TestClient({ _ in .text("") }).connect()
    try await other.send("HEAD / HTTP/2.0\r\nHost: a\r\n\r\n")
    #expect(try await other.receive(answering: .head).status == .httpVersionNotSupported)
    #expect(try await other.receiveToEnd() == [])
  }

  @Test func `what is refused after a HEAD has a body`() async throws {
    let connection = try await TestClient({ _ in .text("") }).connect()
    try await connection.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n(\r\n")
    #expect(try await connection.receive(answering: .head).status == .ok)
    let refusal = try await connection.receive()
    #expect(refusal.status == .badRequest && !refusal.body.isEmpty)
  }
}
