import HTTPTesting
import IO
import Testing

@testable import HTTP

/// Each limit of the configuration, met by a real request. That they are exact is shown with the parsers.
@Suite(.onEventLoop) struct LimitTests {
  private func status(
    of raw: String, answering method: Method = .get, _ change: (inout ServerConfiguration) -> Void = { _ in }
  ) async throws -> Int {
    var configuration = ServerConfiguration.patient
    change(&configuration)
    let client = TestClient(
      { request in .text("\(try await request.body.collect(upTo: .max).count)") }, configuration: configuration)
    let connection = try await client.connect(capacity: 1 << 20)
    try await connection.send(raw)
    let response = try await connection.receive(answering: method)
    if response.status != .ok {
      #expect(response.headers["connection"] == "close")
      await connection.finishSending()
      #expect(try await connection.receiveToEnd() == [])
    }
    return response.status.code
  }

  private func get(_ target: String, fields: String = "") -> String { "GET \(target) HTTP/1.1\r\nHost: a\r\n\(fields)\r\n" }
  private func letters(_ count: Int) -> String { String(repeating: "a", count: count) }

  @Test func `the first line`() async throws {
    #expect(try await status(of: get("/\(letters(8000))")) == 200)
    #expect(try await status(of: get("/\(letters(9000))")) == 414)
    #expect(try await status(of: "GET /\(letters(9000))") == 414)
    #expect(try await status(of: letters(9000)) == 414)
    #expect(try await status(of: get("/\(letters(9000))")) { $0.limits.startLineBytes = 10_000 } == 200)
    #expect(try await status(of: get("/\(letters(90))")) { $0.limits.startLineBytes = 100 } == 414)
    #expect(try await status(of: get("/\(letters(90_000))")) { $0.limits.startLineBytes = .max } == 200)
  }

  @Test func `the count of fields`() async throws {
    let fields = { (count: Int) in (0..<count).map { "X\($0): y\r\n" }.joined() }
    #expect(try await status(of: get("/", fields: fields(99))) == 200)
    #expect(try await status(of: get("/", fields: fields(100))) == 431)
    #expect(try await status(of: get("/", fields: fields(100))) { $0.limits.fieldCount = 101 } == 200)
    #expect(try await status(of: get("/", fields: fields(1000))) { $0.limits.fieldCount = .max } == 200)
  }

  @Test func `the bytes of fields`() async throws {
    #expect(try await status(of: get("/", fields: "X: \(letters(32_000))\r\n")) == 200)
    #expect(try await status(of: get("/", fields: "X: \(letters(33_000))\r\n")) == 431)
    #expect(try await status(of: "GET / HTTP/1.1\r\nX: \(letters(33_000))") == 431)
    #expect(try await status(of: get("/", fields: String(repeating: "X: \(letters(1000))\r\n", count: 33))) == 431)
    #expect(try await status(of: get("/", fields: "X: \(letters(33_000))\r\n")) { $0.limits.fieldBytes = 40_000 } == 200)
    #expect(try await status(of: get("/", fields: "X: \(letters(33_000))\r\n")) { $0.limits.fieldBytes = .max } == 200)
  }

  @Test func `the bytes of the body`() async throws {
    let post = { (fields: String, body: String) in "POST / HTTP/1.1\r\nHost: a\r\n\(fields)\r\n\r\n\(body)" }
    #expect(try await status(of: post("Content-Length: 16777217", "")) == 413)
    #expect(try await status(of: post("Content-Length: 16777217\r\nExpect: 100-continue", "")) == 413)
    #expect(try await status(of: post("Transfer-Encoding: chunked", "1000001\r\n")) == 413)
    #expect(try await status(of: post("Content-Length: 11", letters(11))) { $0.limits.bodyBytes = 10 } == 413)
    #expect(try await status(of: post("Content-Length: 10", letters(10))) { $0.limits.bodyBytes = 10 } == 200)
    #expect(try await status(of: post("Transfer-Encoding: chunked", "6\r\nabcdef\r\n5\r\n")) { $0.limits.bodyBytes = 10 } == 413)
    #expect(try await status(of: post("Transfer-Encoding: chunked", "a\r\n0123456789\r\n0\r\n\r\n")) { $0.limits.bodyBytes = 10 } == 200)
    #expect(try await status(of: post("Content-Length: 5", letters(5))) { $0.limits.bodyBytes = .max } == 200)
  }

  @Test func `the fields after a body`() async throws {
    let post = { (trailers: String) in "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\(trailers)\r\n" }
    #expect(try await status(of: post("X: y\r\nY: z\r\n")) == 200)
    #expect(try await status(of: post("X: y\r\nY: z\r\nZ: a\r\n")) { $0.limits.fieldCount = 2 } == 400)
    #expect(try await status(of: post("X: \(letters(100))\r\n")) { $0.limits.fieldBytes = 50 } == 400)
    #expect(try await status(of: post("X: \(letters(100))\r\n")) { $0.limits.fieldBytes = .max } == 200)
  }

  @Test func `what a peer asks for and does not take`() async throws {
    var configuration = ServerConfiguration()
    configuration.writeTimeout = .milliseconds(50)
    let client = TestClient({ _ in .text("") }, configuration: configuration)
    let connection = try await client.connect(capacity: 16 << 10)
    async let _: Void = connection.send(String(repeating: get("/"), count: 100_000))
    while client.figures.requests == 0 || client.figures.connections > 0 { await Task.yield() }
    // What fits into the buffers between them and no more.
    #expect(client.figures.requests < 5000)
    connection.close()
  }
}
