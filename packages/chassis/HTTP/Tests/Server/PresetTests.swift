import HTTPTesting
import Platform
import Testing

@testable import HTTP

/// Ports whose configuration is for few and small requests.
@Suite(.onEventLoop) struct PresetTests {
  private func ask(_ connection: TestConnection) async throws -> Status {
    try await connection.send("GET /livez HTTP/1.1\r\nHost: a\r\n\r\n")
    return try await connection.receive().status
  }

  @Test func `257 idle connections to a port for health keep nobody from asking`() async throws {
    var configuration = ServerConfiguration.health
    // It is their number that must not matter, and not that they end after a second.
    configuration.headerTimeout = .seconds(600)
    let running = try await RunningServer(configuration) { _ in .text("ok") }
    var idle: [TestConnection] = []
    for _ in 0..<257 { idle.append(try await running.connect()) }
    #expect(try await ask(try await running.connect()) == .ok)
    #expect(running.server.figures.refusals == [:])
    for connection in idle { connection.close() }
    try await running.stop()
  }

  @Test func `a connection to a port for health that asks nothing ends after a second`() async throws {
    let running = try await RunningServer(.health) { _ in .text("ok") }
    let began = ContinuousClock.now
    #expect(try await running.connect().receiveToEnd() == [])
    let duration = ContinuousClock.now - began
    #expect(duration < ServerConfiguration().headerTimeout, "it took \(duration)")
    #expect(ServerConfiguration.health.headerTimeout == .seconds(1))
    try await running.stop()
  }

  @Test(arguments: [ServerConfiguration.health, .administration])
  func `what is large for such a port is refused`(_ preset: ServerConfiguration) async throws {
    var configuration = preset
    configuration.headerTimeout = .seconds(600)
    let client = TestClient({ _ in .text("ok") }, configuration: configuration)
    let large = Request(.get, "/", headers: ["x": String(repeating: "x", count: 9000)])
    #expect(try await client.send(large).status == .requestHeaderFieldsTooLarge)
    #expect(try await client.send(Request(.get, "/\(String(repeating: "x", count: 5000))")).status == .uriTooLong)
    let connection = try await client.connect()
    try await connection.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \(2 << 20)\r\n\r\n")
    #expect(try await connection.receive().status == .contentTooLarge)
    #expect(configuration.connections <= 128 && configuration.memory !== ServerConfiguration().memory)
  }

  @Test func `more connections than descriptors are warned of, with the numbers`() async throws {
    var configuration = ServerConfiguration()
    configuration.connections = 1_000_000_000
    let kept = Kept()
    configuration.reportWarning = { text in kept.errors.withLock { $0.append(text) } }
    try await RunningServer(configuration) { _ in .text("") }.stop()
    let limit = ThisProcess.openFileLimit
    #expect(
      kept.errors.withLock { $0 } == [
        "http may have 1000000000 connections, and the process may open \(limit) files (ulimit -n), \(min(32, limit / 4)) of them spared for"
          + " others: connections beyond that are answered 503"
      ])
    configuration.connections = 1
    try await RunningServer(configuration) { _ in .text("") }.stop()
    #expect(kept.errors.withLock { $0.count } == 1)
  }
}
