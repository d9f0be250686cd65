import HTTPTesting
import IO
import Testing

@testable import HTTP

@Suite(.onEventLoop) struct KeepAliveTests {
  private let client = TestClient({ request in .text(request.path) }, configuration: .patient)

  @Test func `requests that come together are answered in order`() async throws {
    let connection = try await client.connect()
    try await connection.send((0..<16).map { "GET /\($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined())
    for index in 0..<16 { #expect(try await connection.receive().text == "/\(index)") }
    #expect(client.figures.requests == 16 && client.figures.requestsInFlight == 0 && client.figures.connections == 1)
  }

  @Test func `more requests than fit into a buffer are answered in order`() async throws {
    let connection = try await client.connect(capacity: 4 << 20)
    let padding = String(repeating: "x", count: 500)
    try await connection.send((0..<1000).map { "GET /\($0) HTTP/1.1\r\nHost: a\r\nX: \(padding)\r\n\r\n" }.joined())
    for index in 0..<1000 { #expect(try await connection.receive().text == "/\(index)") }
  }

  @Test func `requests that come together do not keep other connections waiting`() async throws {
    let loop = try #require(EventLoop.current)
    let kept = Kept()
    let client = TestClient(
      { request in
        kept.requests.withLock { $0.append(request) }
        return .text("")
      }, on: loop)
    let (many, one) = (try await client.connect(capacity: 1 << 20), try await client.connect())
    async let _: Void = many.send(String(repeating: "GET /many HTTP/1.1\r\nHost: a\r\n\r\n", count: 10_000))
    async let _: Void = one.send("GET /one HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(try await one.receive().status == .ok)
    #expect(kept.requests.withLock { $0.count } < 5000)
  }

  @Test func `an answer does not wait for the handler of the next request`() async throws {
    let gate = Latch()
    let client = TestClient({ request in
      if request.path == "/slow" { _ = await gate.wait(until: .now + .seconds(60)) }
      return .text(request.path)
    })
    let connection = try await client.connect()
    try await connection.send("GET /fast HTTP/1.1\r\nHost: a\r\n\r\nGET /slow HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(try await connection.receive().text == "/fast")
    gate.set()
    #expect(try await connection.receive().text == "/slow")
  }

  @Test func `Connection close ends the connection after the answer`() async throws {
    let connection = try await client.connect()
    try await connection.send("GET /a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\nGET /b HTTP/1.1\r\nHost: a\r\n\r\n")
    let response = try await connection.receive()
    #expect(response.text == "/a" && response.headers["connection"] == "close")
    await connection.finishSending()
    #expect(try await connection.receiveToEnd() == [])
  }

  @Test func `HTTP 1 0 ends the connection unless it asks to keep it`() async throws {
    let closed = try await client.connect()
    try await closed.send("GET / HTTP/1.0\r\n\r\n")
    #expect(try await closed.receive().headers["connection"] == "close")
    #expect(try await closed.receiveToEnd() == [])
    let kept = try await client.connect()
    for _ in 0..<2 {
      try await kept.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
      #expect(try await kept.receive().headers["connection"] == "keep-alive")
    }
  }

  @Test func `the last request that a connection may have is told so`() async throws {
    var configuration = ServerConfiguration.patient
    configuration.requestsPerConnection = 2
    let connection = try await TestClient({ _ in .text("") }, configuration: configuration).connect()
    try await connection.send(String(repeating: "GET / HTTP/1.1\r\nHost: a\r\n\r\n", count: 3))
    #expect(try await connection.receive().headers["connection"] == nil)
    #expect(try await connection.receive().headers["connection"] == "close")
    await connection.finishSending()
    #expect(try await connection.receiveToEnd() == [])
  }

  @Test func `a response that says close is the last`() async throws {
    let client = TestClient({ _ in Response(.ok, headers: ["Connection": "close", "content-length": "99", "date": "mine"], body: .text("a")) })
    let connection = try await client.connect()
    try await connection.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    let response = try await connection.receive()
    #expect(response.headers == ["date": "mine", "content-length": "1", "connection": "close"])
    await connection.finishSending()
    #expect(try await connection.receiveToEnd() == [])
  }

  @Test func `an empty line between requests is passed over`() async throws {
    let connection = try await client.connect()
    try await connection.send("GET /a HTTP/1.1\r\nHost: a\r\n\r\n\r\nGET /b HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(try await connection.receive().text == "/a")
    #expect(try await connection.receive().text == "/b")
  }

  @Test func `four empty lines before a request are passed over, and a fifth is refused`() async throws {
    let connection = try await client.connect()
    let lines = String(repeating: "\r\n", count: 4)
    try await connection.send("\(lines)GET /a HTTP/1.1\r\nHost: a\r\n\r\n\(lines)GET /b HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(try await connection.receive().text == "/a")
    #expect(try await connection.receive().text == "/b")
    try await connection.send("\(lines)\r\n")
    #expect(try await connection.receive().status == .badRequest)
  }

  @Test func `a peer that has finished sending gets its answers`() async throws {
    let connection = try await client.connect()
    try await connection.send("GET /a HTTP/1.1\r\nHost: a\r\n\r\nGET /b HT")
    await connection.finishSending()
    #expect(try await connection.receive().text == "/a")
    #expect(try await connection.receiveToEnd() == [])
  }

  @Test func `a request that the handler keeps is not changed by the next`() async throws {
    let kept = Kept()
    let client = TestClient({ request in
      kept.requests.withLock { $0.append(request) }
      return .text("")
    })
    let connection = try await client.connect()
    for index in 0..<3 {
      try await connection.send("GET /\(index)?q\(index) HTTP/1.1\r\nHost: h\(index)\r\n\r\n")
      _ = try await connection.receive()
    }
    let requests = kept.requests.withLock { $0 }
    #expect(requests.map(\.path) == ["/0", "/1", "/2"])
    #expect(requests.map(\.query) == ["q0", "q1", "q2"])
    #expect(requests.map { $0.headers["host"] } == ["h0", "h1", "h2"])
  }
}
