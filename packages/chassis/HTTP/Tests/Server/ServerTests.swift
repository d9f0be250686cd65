import IO
import Lifecycle
import TestSupport
import Testing

@testable import HTTP

@Suite(.onEventLoop) struct ServerTests {
  @Test func `a handler learns who asks`() async throws {
    let running = try await RunningServer { request in .text("\(request.peer.map { "\($0)" } ?? "nobody")") }
    let connection = try await running.connect()
    try await connection.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(try await connection.receive().text.hasPrefix("127.0.0.1:"))
    connection.close()
    try await running.stop()
  }

  @Test func `a server listens at a path too`() async throws {
    let folder = try TemporaryFolder()
    let running = try await RunningServer(at: .unix(path: "\(folder.path)/http")) { request in .text(request.path) }
    let connection = try await running.connect()
    try await connection.send("GET /a HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(try await connection.receive().text == "/a")
    connection.close()
    try await running.stop()
  }

  @Test func `an address that is taken is an error that names it`() async throws {
    let running = try await RunningServer { _ in .text("") }
    let error = await #expect(throws: IOError.self) { try await RunningServer(at: running.address) { _ in .text("") } }
    #expect(error.map { "\($0)" }?.contains("\(running.address)") == true)
    try await running.stop()
  }

  @Test func `a handler that does not heed being cancelled is left behind`() async throws {
    let gate = Latch()
    let running = try await RunningServer { _ in
      _ = await gate.wait(until: .now + .seconds(600))
      return .text("too late")
    }
    let connection = try await running.connect()
    try await connection.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    while running.server.figures.requestsInFlight == 0 { await Task.yield() }
    await #expect(throws: DrainError(part: "http", unfinished: 1)) { try await running.server.stop(deadline: .now + .milliseconds(20)) }
    await #expect(throws: (any Error).self) { try await connection.receive() }
    gate.set()
    while running.server.figures.connections > 0 { await Task.yield() }
    running.loops.stop()
  }

  @Test func `a header that has begun is no unfinished request`() async throws {
    let running = try await RunningServer { _ in .text("") }
    let connection = try await running.connect()
    try await connection.send("GET / HTTP/1.1\r\nHo")
    while running.server.figures.connections == 0 { await Task.yield() }
    try await running.server.stop(deadline: .now + .milliseconds(20))
    while running.server.figures.connections > 0 { await Task.yield() }
    running.loops.stop()
  }
}
