import IO
import Testing

@testable import HTTP

@Suite(.onEventLoop) struct ClientStreamingTests {
  private struct Broken: Error {}

  private static let refusesEarly: ScriptedPeers.Script = { peer, _ in
    try await peer.receiveHead()
    try await peer.send("HTTP/1.1 413 Content Too Large\r\ncontent-length: 3\r\n\r\nbig")
    await peer.readToEnd()
  }

  @Test func `an answer counts that comes before all was sent`() async throws {
    let peers = try ScriptedPeers(Self.refusesEarly)
    let large = try await peers.ask(.post) { $0.body = .bytes([UInt8](repeating: 1, count: 1 << 20)) }
    #expect(large.status == .contentTooLarge && large.text == "big")
    let endless = try await peers.ask(.post) {
      $0.body = RequestBody {
        await EventLoop.current?.yield()
        return [1]
      }
    }
    #expect(endless.status == .contentTooLarge)
    #expect(peers.connections == 2)
    while peers.client.pool.count.all > 0 { await Task.yield() }
  }

  @Test func `a body that fails fails the request`() async throws {
    let peers = try ScriptedPeers { peer, _ in await peer.readToEnd() }
    let parts = Parts([[1], [2]])
    await #expect(throws: Broken.self) {
      try await peers.ask(.post) { $0.body = RequestBody { if let part = parts.next() { part } else { throw Broken() } } }
    }
    #expect(peers.client.pool.count == (0, 0))
  }

  @Test(arguments: [(2, 3), (3, 2)])
  func `a body of another length than announced fails the request`(announced: Int, actual: Int) async throws {
    let peers = try ScriptedPeers { peer, _ in await peer.readToEnd() }
    let parts = Parts([[UInt8](repeating: 1, count: actual)])
    let error = await #expect(throws: ClientError.self) { try await peers.ask(.post) { $0.body = RequestBody(length: announced) { parts.next() } } }
    #expect(error?.kind == .invalidRequest)
  }

  @Test func `a body that the other side does not take ends with the time`() async throws {
    let peers = try ScriptedPeers { peer, _ in try await EventLoop.sleep(until: .after(.seconds(60))) }
    let error = await #expect(throws: ClientError.self) {
      try await peers.ask(.post) {
        $0.body = .bytes([UInt8](repeating: 1, count: 1 << 20))
        $0.timeout = .milliseconds(30)
      }
    }
    #expect(error?.kind == .timedOut)
    #expect(peers.client.pool.count == (0, 0))
  }

  @Test func `an answer whose body does not come ends with the time`() async throws {
    let peers = try ScriptedPeers { peer, _ in
      try await peer.receiveHead()
      try await peer.send("HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nab")
      await peer.readToEnd()
    }
    let response = try await peers.client.send(ClientRequest(.get, "http://peer.test/", timeout: .seconds(2)))
    #expect(try await response.body.read() == Array("ab".utf8))
    let error = await #expect(throws: ClientError.self) { try await response.body.read() }
    #expect(error?.kind == .timedOut)
    await #expect(throws: ClientError.self) { try await response.body.read() }
    #expect(peers.client.pool.count == (0, 0))
  }

  @Test func `a task that is cancelled closes its connection`() async throws {
    let (arrivals, arrived) = AsyncStream<Void>.makeStream()
    let peers = try ScriptedPeers { peer, number in
      try await peer.receiveHead()
      if number == 1 { try await peer.send("HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nab") }
      arrived.yield()
      await peer.readToEnd()
    }
    for _ in 0..<2 {
      let task = Task { try await peers.ask() }
      for await _ in arrivals { break }
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
      #expect(peers.client.pool.count == (0, 0))
    }
  }

  @Test func `a body is not read by two tasks at once`() async throws {
    let peers = try ScriptedPeers { peer, _ in
      try await peer.receiveHead()
      try await peer.send("HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\n")
      await peer.readToEnd()
    }
    let response = try await peers.client.send(ClientRequest(.get, "http://peer.test/"))
    await withTaskGroup { group in
      for _ in 0..<2 { group.addTask { await Result { try await response.body.read() } } }
      let second = await group.next()
      #expect(throws: ClientError.self) { try second?.get() }
      group.cancelAll()
      let first = await group.next()
      #expect(throws: CancellationError.self) { try first?.get() }
    }
  }
}

extension Result where Failure == any Error {
  fileprivate init(_ body: () async throws -> Success) async {
    do { self = .success(try await body()) } catch { self = .failure(error) }
  }
}
