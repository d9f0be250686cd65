import Testing

@testable import IO

struct EchoTests {
  @Test(arguments: [1, 2]) func `what is sent comes back`(loopCount: Int) async throws {
    try await withLoops(loopCount) { loops in
      let listener = try Listener.bind(.ip("127.0.0.1", port: 0))
      async let serving: Void = listener.run(on: loops) { await echo($0) }
      let socket = try await Connector.connect(to: listener.address, deadline: .generous)
      try await socket.write(Array("hello".utf8), deadline: .generous)
      #expect(try await socket.read(count: 5) == Array("hello".utf8))
      socket.finishWriting()
      #expect(try await socket.read(count: 1) == [])
      socket.close()
      listener.close()
      await serving
    }
  }
}
