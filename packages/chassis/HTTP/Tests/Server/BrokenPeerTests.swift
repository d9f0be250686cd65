import HTTPTesting
import Testing

@testable import HTTP

/// Peers that end their side, or break off, at some point.
@Suite(.onEventLoop) struct BrokenPeerTests {
  private func serve(_ handler: @escaping Handler, to body: (Server, () async throws -> TestConnection) async throws -> Void) async throws {
    let running = try await RunningServer(handler: handler)
    try await body(running.server) { try await running.connect() }
    try await running.stop()
    #expect(running.server.figures.connections == 0 && running.server.figures.requestsInFlight == 0)
  }

  @Test func `a peer that has finished sending gets an answer that takes long`() async throws {
    let gate = Latch()
    try await serve(
      { _ in
        _ = await gate.wait(until: .now + .seconds(60))
        return Response(.ok, body: .bytes([UInt8](repeating: 65, count: 1 << 20)))
      },
      to: { server, connect in
        let connection = try await connect()
        try await connection.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        await connection.finishSending()
        while server.figures.requestsInFlight == 0 { await Task.yield() }
        gate.set()
        #expect(try await connection.receive().body.count == 1 << 20)
        #expect(try await connection.receiveToEnd() == [])
      })
  }

  @Test func `a peer that ends in the middle of a header gets nothing`() async throws {
    try await serve(
      { _ in .text("") },
      to: { server, connect in
        for raw in ["", "G", "GET / HTTP/1.1\r\nHost: a\r\n", "GET / HTTP/1.1\r\nHost: a\r\n\r"] {
          let connection = try await connect()
          try await connection.send(raw)
          await connection.finishSending()
          #expect(try await connection.receiveToEnd() == [])
        }
        #expect(server.figures.requests == 0)
      })
  }

  @Test func `a peer that resets the connection in the middle of its body is no end of it`() async throws {
    let kept = Kept()
    try await serve(
      { request in
        do { return .text("\(try await request.body.collect(upTo: 1 << 20).count)") } catch {
          kept.errors.withLock { $0.append("\(error)") }
          throw error
        }
      },
      to: { _, connect in
        for framing in ["Content-Length: 9", "Transfer-Encoding: chunked"] {
          let connection = try await connect()
          try await connection.send("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n\(framing)\r\n\r\n")
          #expect(try await connection.receiveLine() == "HTTP/1.1 100 Continue")
          try await connection.send("5\r\nab")
          connection.close()
        }
        while kept.errors.withLock({ $0.count }) < 2 { await Task.yield() }
      })
    #expect(kept.errors.withLock { $0 } == ["\(BodyError.disconnected)", "\(BodyError.disconnected)"])
  }

  @Test func `a peer that goes away in the middle of a response ends its stream`() async throws {
    let kept = Kept()
    try await serve(
      { _ in
        Response(
          .ok,
          body: .stream(length: nil) { writer in
            do { while true { try await writer.write([UInt8](repeating: 65, count: 10_000)) } } catch {
              kept.errors.withLock { $0.append("\(error)") }
              throw error
            }
          })
      },
      to: { _, connect in
        let connection = try await connect()
        try await connection.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try await connection.receiveLine() == "HTTP/1.1 200 OK")
        connection.close()
        while kept.errors.withLock({ $0.isEmpty }) { await Task.yield() }
      })
    #expect(kept.errors.withLock { $0 } == ["\(StreamError.disconnected)"])
  }
}
