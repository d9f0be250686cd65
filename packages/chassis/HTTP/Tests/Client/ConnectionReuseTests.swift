import IO
import Testing

@testable import HTTP

@Suite(.onEventLoop) struct ConnectionReuseTests {
  private static let ok = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"

  /// Answers every request of a connection alike.
  private static func always(_ answer: String) -> ScriptedPeers.Script {
    { peer, _ in
      while true {
        try await peer.receiveHead()
        try await peer.send(answer)
      }
    }
  }

  @Test func `requests to one host share a connection`() async throws {
    let peers = try ScriptedPeers(Self.always(Self.ok))
    for _ in 0..<5 { #expect(try await peers.ask().text == "ok") }
    #expect(peers.connections == 1)
    #expect(peers.client.pool.count == (1, 1))
  }

  @Test(arguments: [
    "HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\nok", "HTTP/1.0 200 OK\r\ncontent-length: 2\r\n\r\nok",
    "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nokay",
  ])
  func `a connection is not used again`(after answer: String) async throws {
    let peers = try ScriptedPeers(Self.always(answer))
    for _ in 0..<3 { #expect(try await peers.ask().text == "ok") }
    #expect(peers.connections == 3)
    #expect(peers.client.pool.count == (0, 0))
  }

  @Test func `a request that says so ends its connection`() async throws {
    let peers = try ScriptedPeers { peer, _ in
      #expect(try await peer.receiveHead().contains("\nconnection: close\n"))
      try await peer.send(Self.ok)
      await peer.readToEnd()
    }
    for _ in 0..<2 { #expect(try await peers.ask { $0.headers = ["Connection": "close"] }.text == "ok") }
    #expect(peers.connections == 2)
  }

  @Test func `a connection that was closed while idle is not used, even for what cannot be repeated`() async throws {
    let peers = try ScriptedPeers { peer, _ in
      try await peer.receiveHead()
      try await peer.send(Self.ok)
    }
    for _ in 0..<3 { #expect(try await peers.ask(.post).text == "ok") }
    #expect(peers.connections == 3)
  }

  @Test func `bytes that nobody asked for end an idle connection`() async throws {
    let peers = try ScriptedPeers { peer, number in
      try await peer.receiveHead()
      try await peer.send(Self.ok)
      try await peer.send("HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nevil")
      await peer.readToEnd()
    }
    for _ in 0..<3 { #expect(try await peers.ask(.post).text == "ok") }
    #expect(peers.connections == 3)
  }

  /// Ends a connection when its second request has come.
  private static let endsOnSecond: ScriptedPeers.Script = { peer, number in
    try await peer.receiveHead()
    try await peer.send(ok)
    if number > 0 { return try await always(ok)(peer, number) }
    try await peer.receiveHead()
    peer.transport.close()
  }

  @Test func `a request that a stale connection swallowed is made again if it is idempotent`() async throws {
    let peers = try ScriptedPeers(Self.endsOnSecond)
    for _ in 0..<3 { #expect(try await peers.ask().text == "ok") }
    #expect(peers.connections == 2)
  }

  @Test func `a request that a stale connection swallowed is not made again if it might do harm`() async throws {
    let peers = try ScriptedPeers(Self.endsOnSecond)
    #expect(try await peers.ask().text == "ok")
    let error = await #expect(throws: ClientError.self) { try await peers.ask(.post) }
    #expect(error?.kind == .disconnected)
    #expect(peers.connections == 1)
    #expect(peers.client.pool.count == (0, 0))
  }

  @Test func `an answer that is not read closes its connection`() async throws {
    let peers = try ScriptedPeers(Self.always(Self.ok))
    _ = try await peers.client.send(ClientRequest(.get, "http://peer.test/"))
    while peers.client.pool.count.all > 0 { await Task.yield() }
    #expect(try await peers.ask().text == "ok")
    #expect(peers.connections == 2)
  }

  @Test func `an answer that is dropped leaves its connection`() async throws {
    let peers = try ScriptedPeers(Self.always(Self.ok))
    for _ in 0..<3 { try await peers.client.send(ClientRequest(.get, "http://peer.test/")).body.discard() }
    #expect(peers.connections == 1)
  }

  @Test func `an answer that is too long to be dropped closes its connection`() async throws {
    let peers = try ScriptedPeers { peer, _ in
      try await peer.receiveHead()
      try await peer.send("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")
      while true { try await peer.send("1000\r\n\(String(repeating: "x", count: 4096))\r\n") }
    }
    try await peers.client.send(ClientRequest(.get, "http://peer.test/")).body.discard(upTo: 100_000)
    while peers.client.pool.count.all > 0 { await Task.yield() }
  }

  @Test func `an idle connection is closed after a while`() async throws {
    var configuration = ClientConfiguration.forTests
    configuration.idleTimeout = .milliseconds(20)
    let peers = try ScriptedPeers(configuration, Self.always(Self.ok))
    _ = try await peers.ask()
    while peers.client.pool.count.all > 0 { await Task.yield() }
    _ = try await peers.ask()
    #expect(peers.connections == 2)
  }

  @Test func `of too many idle connections the oldest is closed`() async throws {
    var configuration = ClientConfiguration.forTests
    configuration.idleConnections = 2
    let peers = try ScriptedPeers(configuration, Self.always(Self.ok))
    for host in ["a", "b", "c"] { _ = try await peers.ask { $0.url = try! HTTPURL("http://\(host).test/") } }
    #expect(peers.client.pool.count == (2, 2))
    for host in ["C", "b", "a"] { _ = try await peers.ask { $0.url = try! HTTPURL("http://\(host).test/") } }
    #expect(peers.connections == 4)
  }

  @Test func `a client that is closed keeps nothing`() async throws {
    let peers = try ScriptedPeers(Self.always(Self.ok))
    _ = try await peers.ask()
    peers.client.close()
    #expect(peers.client.pool.count == (0, 0))
    _ = try await peers.ask()
    #expect(peers.client.pool.count == (0, 0))
  }
}
