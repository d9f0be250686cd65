import HTTPTesting
import IO
import Testing

@testable import HTTP

@Suite(.onEventLoop) struct SlowPeerTests {
  private func client(_ change: (inout ServerConfiguration) -> Void, _ handler: @escaping Handler = { _ in .text("") }) -> TestClient {
    var configuration = ServerConfiguration()
    change(&configuration)
    return TestClient(handler, configuration: configuration)
  }

  @Test func `a head that does not come is 408`() async throws {
    let client = client { $0.headerTimeout = .milliseconds(30) }
    let connection = try await client.connectAndUse()
    try await connection.send("GET / HTTP/1.1\r\nHo")
    #expect(try await connection.receive().status == .requestTimeout)
    #expect(try await connection.receiveToEnd() == [])
    #expect(client.figures.refusals[.headerTimeout, default: 0] >= 1)
  }

  @Test func `a head that comes byte by byte is 408 too`() async throws {
    let connection = try await client { $0.headerTimeout = .milliseconds(50) }.connectAndUse()
    async let _: Void = {
      for byte in "GET / HTTP/1.1\r\nX: ".utf8 { try await connection.send([byte]) }
      while true {
        try await connection.send("y")
        try await EventLoop.sleep(until: .after(.milliseconds(5)))
      }
    }()
    #expect(try await connection.receive().status == .requestTimeout)
  }

  @Test func `a connection that sends nothing is closed without a word`() async throws {
    let fresh = try await client { $0.headerTimeout = .milliseconds(30) }.connect()
    #expect(try await fresh.receiveToEnd() == [])
    let idle = try await client { $0.idleTimeout = .milliseconds(30) }.connectAndUse()
    #expect(try await idle.receiveToEnd() == [])
  }

  private static let read: Handler = { request in .text("\(try await request.body.collect(upTo: .max).count)") }

  @Test func `a body that does not come is 408`() async throws {
    let client = client({ $0.bodyTimeout = .milliseconds(30) }, Self.read)
    let connection = try await client.connect()
    try await connection.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab")
    #expect(try await connection.receive().status == .requestTimeout)
    #expect(try await connection.receiveToEnd() == [])
    #expect(client.figures.refusals == [.bodyTimeout: 1])
  }

  @Test func `a body that comes too slowly is 408`() async throws {
    let client = client(
      {
        $0.minimumRate = 10_000
        $0.rateGrace = .milliseconds(30)
      }, Self.read)
    let connection = try await client.connect()
    try await connection.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n")
    async let _: Void = {
      while true {
        try await connection.send("y")
        try await EventLoop.sleep(until: .after(.milliseconds(2)))
      }
    }()
    #expect(try await connection.receive().status == .requestTimeout)
  }

  @Test(arguments: ["5\r\na", "1", "1;", "1\r\na\r", "0\r\n", "0\r\nTrailer: "])
  func `a chunked body that goes on byte by byte, or stops, is 408 wherever that is`(_ beginning: String) async throws {
    let client = client(
      {
        $0.minimumRate = 10_000
        $0.rateGrace = .milliseconds(30)
      }, Self.read)
    let connection = try await client.connect()
    try await connection.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n\(beginning)")
    #expect(try await connection.receive().status == .requestTimeout)
    await connection.finishSending()
    #expect(try await connection.receiveToEnd() == [])
  }

  @Test func `a body that nobody reads and that does not come ends the connection after the answer`() async throws {
    let client = client { $0.bodyTimeout = .milliseconds(30) }
    let connection = try await client.connect()
    try await connection.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab")
    #expect(try await connection.receive().status == .ok)
    #expect(try await connection.receiveToEnd() == [])
    #expect(client.figures.refusals == [.bodyTimeout: 1])
  }

  @Test func `a handler may take its time over a body`() async throws {
    let client = client(
      {
        $0.bodyTimeout = .milliseconds(20)
        $0.rateGrace = .milliseconds(20)
      },
      { request in
        try await EventLoop.sleep(until: .after(.milliseconds(60)))
        return .text("\(try await request.body.collect(upTo: .max).count)")
      })
    let connection = try await client.connect()
    try await connection.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nabcde")
    #expect(try await connection.receive().text == "5")
  }

  private static let large: Handler = { _ in Response(.ok, body: .bytes([UInt8](repeating: 0, count: 1 << 20))) }

  @Test func `a peer that takes nothing of the response is cut off`() async throws {
    let client = client({ $0.writeTimeout = .milliseconds(30) }, Self.large)
    let connection = try await client.connect(capacity: 1024)
    try await connection.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    while client.figures.connections > 0 || client.figures.requests == 0 { await Task.yield() }
    await #expect(throws: (any Error).self) { try await connection.receive() }
  }

  @Test func `a peer that takes the response too slowly is cut off`() async throws {
    let client = client(
      {
        $0.minimumRate = 4 << 20
        $0.rateGrace = .milliseconds(20)
      }, Self.large)
    let connection = try await client.connect(capacity: 64)
    try await connection.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    // Each byte is taken at once, but there is room for few of them.
    async let _: Void = { while try await connection.receiveByte() { try await EventLoop.sleep(until: .after(.milliseconds(2))) } }()
    while client.figures.connections > 0 || client.figures.requests == 0 { await Task.yield() }
  }

  @Test func `the minimum rate binds a response larger than the socket's buffer, though every byte is taken in time`() async throws {
    var configuration = ServerConfiguration()
    configuration.writeTimeout = .seconds(600)
    configuration.minimumRate = 1 << 20
    configuration.rateGrace = .milliseconds(50)
    let running = try await RunningServer(configuration) { _ in Response(.ok, body: .bytes([UInt8](repeating: 0, count: 64 << 20))) }
    let connection = try await running.connect()
    try await connection.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    async let _: Void = { while try await connection.receiveByte() { try await EventLoop.sleep(until: .after(.milliseconds(2))) } }()
    let began = ContinuousClock.now
    while running.server.figures.connections > 0 || running.server.figures.requests == 0, .now < began + .seconds(300) { await Task.yield() }
    #expect(running.server.figures.connections == 0, "after \(ContinuousClock.now - began)")
    connection.close()
    try await running.stop()
  }

  @Test func `a stream waits for a peer that is slow`() async throws {
    let written = Kept()
    let client = TestClient({ _ in
      Response(
        .ok,
        body: .stream(length: nil) { writer in
          for index in 0..<100 {
            try await writer.write([UInt8](repeating: 0, count: 1000))
            written.errors.withLock { $0.append("\(index)") }
          }
        })
    })
    let connection = try await client.connect(capacity: 2000)
    try await connection.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(try await connection.receiveLine() == "HTTP/1.1 200 OK")
    #expect(written.errors.withLock { $0.count } < 20)
    #expect(try await connection.receive().body.count == 100_000)
  }
}
