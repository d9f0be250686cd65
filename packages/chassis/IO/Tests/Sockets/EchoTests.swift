import IOTesting
import TestSupport
import Testing

@testable import IO

struct EchoTests {
  @Test(arguments: [1, 2]) func `what is sent comes back`(loopCount: Int) async throws {
    try await withServer(loops: loopCount, echo) { listener, _ in
      let socket = try await Connector.connect(to: listener.address, deadline: .generous)
      try await socket.write("hello")
      #expect(try await socket.read(count: 5) == Array("hello".utf8))
      socket.finishWriting()
      #expect(try await socket.read(count: 1) == [])
      socket.close()
    }
  }

  @Test(arguments: ["127.0.0.1", "::1"]) func `both versions of IP work, and the peer is known`(host: String) async throws {
    let tellPeer: SocketHandler = { socket in
      guard case .ip(let peer, _)? = socket.peer else { return }
      try? await socket.write(peer)
    }
    try await withServer(at: .ip(host, port: 0), tellPeer) { listener, _ in
      let socket = try await Connector.connect(to: listener.address, deadline: .generous)
      #expect(socket.peer == listener.address)
      #expect(try await socket.readText(100) == host)
      socket.close()
    }
  }

  @Test func `a listener for IPv6 takes IPv4 too and tells it by its own address`() async throws {
    let tellPeer: SocketHandler = { socket in try? await socket.write(socket.peer?.description ?? "none") }
    try await withServer(at: .ip("::", port: 0), tellPeer) { listener, _ in
      let socket = try await Connector.connect(to: .ip("127.0.0.1", port: listener.address.port!), deadline: .generous)
      let peer = try await socket.readText(100)
      #expect(peer.hasPrefix("127.0.0.1:"))
      socket.close()
    }
  }

  @Test func `a Unix socket echoes, and its path is gone afterwards`() async throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/echo.sock"
    try await withServer(at: .unix(path: path), echo) { listener, _ in
      #expect(listener.address == .unix(path: path))
      let socket = try await Connector.connect(to: .unix(path: path), deadline: .generous)
      try await socket.write("hello")
      #expect(try await socket.read(count: 5) == Array("hello".utf8))
      socket.close()
    }
    #expect(System.identityOfSocket(at: path) == nil)
  }

  @Test func `ten megabytes go through, each byte in its place`() async throws {
    var generator = SeededGenerator(for: "ten megabytes")
    let pattern = (0..<10_007).map { _ in UInt8.random(in: 0...255, using: &generator) }
    let sent = (0..<1048).flatMap { _ in pattern }
    try await withServer(loops: 2, echo) { listener, _ in
      let socket = try await Connector.connect(to: listener.address, deadline: .generous)
      async let writing: Void = {
        try await socket.write(sent, deadline: .generous)
        socket.finishWriting()
      }()
      let received = try await socket.read(count: sent.count + 1)
      try await writing
      #expect(received == sent)
      socket.close()
    }
  }

  @Test func `the two parts of a write arrive in order, however large they are`() async throws {
    try await withServer(echo) { listener, _ in
      for (first, second) in [(0, 3), (3, 0), (1, 1), (100, 300_000), (300_000, 100), (400_000, 400_000)] {
        let socket = try await Connector.connect(to: listener.address, deadline: .generous)
        let parts = ([UInt8](repeating: 1, count: first), [UInt8](repeating: 2, count: second))
        async let writing: Void = {
          let (head, body) = (UnsafeMutableRawBufferPointer.copy(parts.0), UnsafeMutableRawBufferPointer.copy(parts.1))
          defer {
            head.deallocate()
            body.deallocate()
          }
          try await socket.write(UnsafeRawBufferPointer(head), UnsafeRawBufferPointer(body), deadline: .generous)
          socket.finishWriting()
        }()
        #expect(try await socket.read(count: .max) == parts.0 + parts.1)
        try await writing
        socket.close()
      }
    }
  }

  @Test func `a thousand connections at once are each served`() async throws {
    try await withServer(loops: 2, echo) { listener, _ in
      try await withThrowingTaskGroup { group in
        for number in 0..<1000 {
          group.addTask {
            let socket = try await Connector.connect(to: listener.address, deadline: .generous)
            defer { socket.close() }
            for round in 0..<3 {
              let text = "\(number):\(round)"
              try await socket.write(text)
              #expect(try await socket.read(count: text.utf8.count) == Array(text.utf8))
            }
          }
        }
        try await group.waitForAll()
      }
    }
  }
}

extension UnsafeMutableRawBufferPointer {
  fileprivate static func copy(_ bytes: [UInt8]) -> UnsafeMutableRawBufferPointer {
    let copy = allocate(byteCount: bytes.count, alignment: 1)
    copy.copyBytes(from: bytes)
    return copy
  }
}
