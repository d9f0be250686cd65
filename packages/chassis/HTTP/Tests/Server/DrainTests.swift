import HTTPTesting
import IO
import Lifecycle
import Testing

@testable import HTTP

@Suite(.onEventLoop) struct DrainTests {
  @Test func `while draining, requests are answered and told to close`() async throws {
    let gate = Latch()
    var configuration = ServerConfiguration.patient
    configuration.drainIdleTimeout = .seconds(60)
    let client = TestClient(
      { request in
        if request.path == "/slow" { _ = await gate.wait(until: .now + .seconds(60)) }
        return .text(request.path)
      }, configuration: configuration)
    let (slow, busy) = (try await client.connect(), try await client.connect())
    try await slow.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n")
    try await busy.send("GET /before HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(try await busy.receive().headers["connection"] == nil)
    while client.figures.requests < 2 { await Task.yield() }
    await client.drain()
    // A request that was on its way.
    try await busy.send("GET /on-its-way HTTP/1.1\r\nHost: a\r\n\r\n")
    let onItsWay = try await busy.receive()
    #expect(onItsWay.text == "/on-its-way" && onItsWay.headers["connection"] == "close")
    gate.set()
    let last = try await slow.receive()
    #expect(last.text == "/slow" && last.headers["connection"] == "close")
    #expect(try await slow.receiveToEnd() == [])
    #expect(try await busy.receiveToEnd() == [])
  }

  @Test func `an idle connection ends soon after draining has begun`() async throws {
    var configuration = ServerConfiguration()
    configuration.drainIdleTimeout = .milliseconds(10)
    let client = TestClient({ _ in .text("") }, configuration: configuration)
    let (fresh, used) = (try await client.connect(), try await client.connect())
    try await used.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    _ = try await used.receive()
    await client.drain()
    #expect(try await fresh.receiveToEnd() == [])
    #expect(try await used.receiveToEnd() == [])
    used.close()
    fresh.close()
    while client.figures.connections > 0 { await Task.yield() }
  }

  @Test func `a server stops when all is answered`() async throws {
    let gate = Latch()
    let running = try await RunningServer { _ in
      _ = await gate.wait(until: .now + .seconds(60))
      return .text("answered")
    }
    let (active, idle) = (try await running.connect(), try await running.connect())
    try await active.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    while running.server.figures.requestsInFlight == 0 || running.server.figures.connections < 2 { await Task.yield() }
    await running.server.quiesce()
    async let stopped: Void = running.server.stop(deadline: .now + .seconds(60))
    // That the idle connection ends shows that draining has begun.
    #expect(try await idle.receiveToEnd() == [])
    gate.set()
    let response = try await active.receive()
    #expect(response.text == "answered" && response.headers["connection"] == "close", "\(response.headers)")
    active.close()
    idle.close()
    try await stopped
    #expect(running.server.figures.connections == 0)
    await #expect(throws: IOError.self) { try await running.connect() }
    running.loops.stop()
  }

  @Test func `what is unfinished at the deadline is cut off and counted`() async throws {
    let running = try await RunningServer { _ in
      try await EventLoop.sleep(until: .after(.seconds(600)))
      return .text("too late")
    }
    let connections = [try await running.connect(), try await running.connect()]
    for connection in connections { try await connection.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n") }
    while running.server.figures.requestsInFlight < 2 { await Task.yield() }
    await #expect(throws: DrainError(part: "http", unfinished: 2)) { try await running.server.stop(deadline: .now + .milliseconds(20)) }
    #expect(running.server.figures.connections == 0)
    for connection in connections {
      // The handler is cancelled too, and may be quick enough to be answered for.
      if let response = try? await connection.receive() { #expect(response.status == .internalServerError) }
    }
    running.loops.stop()
  }

  @Test func `no request is lost by a server that stops under load`() async throws {
    let running = try await RunningServer { request in .text(request.path) }
    let answered = Kept()
    await withTaskGroup(of: Void.self) { group in
      for client in 0..<8 {
        group.addTask {
          guard let connection = try? await running.connect() else { return }
          for number in 0... {
            // A request is either answered or never taken: a connection that ends says so before.
            guard (try? await connection.send("GET /\(client)-\(number) HTTP/1.1\r\nHost: a\r\n\r\n")) != nil,
              let response = try? await connection.receive()
            else {
              answered.errors.withLock { $0.append("/\(client)-\(number)") }
              return
            }
            if response.headers["connection"] == "close" { return }
          }
        }
      }
      while running.server.figures.requests < 500 { await Task.yield() }
      do { try await running.server.stop(deadline: .now + .seconds(60)) } catch { Issue.record("\(error)") }
    }
    #expect(answered.errors.withLock { $0 } == [])
    running.loops.stop()
  }

  @Test func `a server that was never started stops`() async throws {
    let loops = try EventLoops(count: 1)
    let server = Server(at: .ip("127.0.0.1", port: 0), on: loops) { _ in .text("") }
    try await server.stop(deadline: .now)
    #expect(server.address == nil)
    loops.stop()
  }

  @Test func `too many connections are told so`() async throws {
    var configuration = ServerConfiguration()
    configuration.connections = 1
    configuration.retryAfter = 7
    let running = try await RunningServer(configuration) { _ in .text("") }
    let first = try await running.connect()
    try await first.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(try await first.receive().status == .ok)
    let second = try await running.connect()
    let response = try await second.receive()
    #expect(response.status == .serviceUnavailable && response.headers["retry-after"] == "7" && response.headers["connection"] == "close")
    await second.finishSending()
    #expect(try await second.receiveToEnd() == [])
    #expect(running.server.figures.refusals == [.tooManyConnections: 1])
    first.close()
    while running.server.figures.connections > 0 { await Task.yield() }
    let third = try await running.connect()
    try await third.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect([.ok, .serviceUnavailable].contains(try await third.receive().status))
    third.close()
    try await running.stop()
  }

  @Test func `too many connections of one address are told so`() async throws {
    var configuration = ServerConfiguration()
    configuration.connectionsPerAddress = 1
    let running = try await RunningServer(configuration) { _ in .text("") }
    let first = try await running.connect()
    try await first.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(try await first.receive().status == .ok)
    #expect(try await running.connect().receive().status == .serviceUnavailable)
    #expect(running.server.figures.refusals == [.tooManyConnectionsOfPeer: 1])
    first.close()
    try await running.stop()
  }
}
