import IO
import Testing

@testable import HTTP

@Suite(.onEventLoop) struct ConnectionLimitTests {
  private static let ok = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"

  private func peers(_ script: @escaping ScriptedPeers.Script = echo) throws -> ScriptedPeers {
    var configuration = ClientConfiguration.forTests
    configuration.connectionsPerHost = 1
    return try ScriptedPeers(configuration, script)
  }

  private static let echo: ScriptedPeers.Script = { peer, _ in
    while true {
      try await peer.receiveHead()
      try await peer.send(ok)
    }
  }

  @Test func `a request waits for a connection`() async throws {
    let peers = try peers()
    let first = try await peers.client.send(ClientRequest(.get, "http://peer.test/"))
    async let second = peers.ask()
    while peers.client.pool.waitingCount == 0 { await Task.yield() }
    #expect(try await first.body.collect(upTo: 10).count == 2)
    #expect(try await second.text == "ok")
    #expect(peers.connections == 1)
    #expect(peers.client.pool.count == (1, 1))
  }

  @Test func `a connection put aside while a request of another loop begins to wait is not missed`() async throws {
    let loops = try EventLoops(count: 2)
    defer { loops.stop() }
    let peers = try peers()
    let answered = await withTaskGroup(of: Int.self) { group in
      for loop in loops.all {
        for _ in 0..<2 {
          group.addTask(executorPreference: loop) {
            var count = 0
            for _ in 0..<200 where (try? await peers.ask().text) == "ok" { count += 1 }
            return count
          }
        }
      }
      return await group.reduce(0, +)
    }
    #expect(answered == 800)
    #expect(peers.client.pool.waitingCount == 0)
  }

  @Test func `a request gets the place of a connection that was closed`() async throws {
    let peers = try peers()
    var first: ClientResponse? = try await peers.client.send(ClientRequest(.get, "http://peer.test/"))
    async let second = peers.ask()
    while peers.client.pool.waitingCount == 0 { await Task.yield() }
    #expect(first?.status == .ok)
    first = nil
    #expect(try await second.text == "ok")
    #expect(peers.connections == 2)
  }

  @Test func `a request does not wait longer than its time`() async throws {
    let peers = try peers()
    let first = try await peers.client.send(ClientRequest(.get, "http://peer.test/"))
    let error = await #expect(throws: ClientError.self) { try await peers.ask { $0.timeout = .milliseconds(20) } }
    #expect(error?.kind == .timedOut)
    #expect(peers.client.pool.waitingCount == 0)
    #expect(try await first.body.collect(upTo: 10).count == 2)
    #expect(peers.client.pool.count == (1, 1))
  }

  @Test func `a request that is cancelled waits no more`() async throws {
    let peers = try peers()
    let first = try await peers.client.send(ClientRequest(.get, "http://peer.test/"))
    let second = Task { try await peers.ask() }
    while peers.client.pool.waitingCount == 0 { await Task.yield() }
    second.cancel()
    await #expect(throws: CancellationError.self) { try await second.value }
    #expect(peers.client.pool.waitingCount == 0)
    #expect(try await first.body.collect(upTo: 10).count == 2)
    #expect(try await peers.ask().text == "ok")
    #expect(peers.connections == 1)
  }

  @Test func `a connection that does not come about leaves its place`() async throws {
    let loops = try EventLoops(count: 1)
    defer { loops.stop() }
    var configuration = ClientConfiguration.forTests
    configuration.connectionsPerHost = 1
    let client = Client(on: loops, configuration: configuration, metrics: nil, tracer: nil) { request, _ in
      throw request.error(.connectionFailed, "nobody is there")
    }
    for _ in 0..<3 { await #expect(throws: ClientError.self) { try await client.send(ClientRequest(.get, "http://peer.test/")) } }
    #expect(client.pool.count == (0, 0))
  }

  @Test func `requests of many tasks on several loops all get through`() async throws {
    var configuration = ClientConfiguration.forTests
    configuration.connectionsPerHost = 3
    try await withServer(configuration) { _ in
      .text("ok")
    } do: { client, origin in
      try await withThrowingTaskGroup { group in
        for number in 0..<200 {
          group.addTask {
            let response = try await client.send(ClientRequest(.get, "\(origin)/\(number)"))
            // Some do not care for the answer.
            if number % 7 == 0 { return true }
            return try await response.body.collect(upTo: 10).count == 2
          }
        }
        for try await isRight in group { #expect(isRight) }
      }
      while client.pool.count.all != client.pool.count.idle { await Task.yield() }
      #expect(client.pool.count.all <= 3)
      #expect(client.pool.waitingCount == 0)
    }
  }
}
