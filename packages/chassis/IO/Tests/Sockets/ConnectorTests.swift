import IOTesting
import TestSupport
import Testing

@testable import IO

struct ConnectorTests {
  @Test func `where nobody listens, the connection is refused`() async throws {
    try await withLoops { _ in
      // A port that was free a moment ago may be another test's by now; nobody is given this one.
      let address = SocketAddress.ip("127.0.0.1", port: 1)
      let error = await #expect(throws: IOError.self) { try await Connector.connect(to: address, deadline: .generous) }
      #expect(error?.isRefused == true)
      #expect(error.map { "\($0)" } == "cannot connect to \(address): Connection refused")
      let folder = try TemporaryFolder()
      let noSocket = await #expect(throws: IOError.self) {
        try await Connector.connect(to: .unix(path: "\(folder.path)/none"), deadline: .generous)
      }
      #expect(noSocket?.isRefused == true)
    }
  }

  @Test func `a listener whose queue is full keeps the caller waiting until the deadline`() async throws {
    let folder = try TemporaryFolder()
    try await withLoops { _ in
      for address in [SocketAddress.ip("127.0.0.1", port: 0), .unix(path: "\(folder.path)/full.sock")] {
        let listener = try Listener.bind(address, limits: .init(backlog: 0))
        var sockets: [Socket] = []
        let error = await #expect(throws: IOError.self) {
          while sockets.count < 50 { sockets.append(try await Connector.connect(to: listener.address, deadline: .after(.milliseconds(100)))) }
        }
        #expect(error == .timedOut)
        for socket in sockets { socket.close() }
        listener.close()
      }
    }
  }

  @Test func `a Unix listener with a full queue is reached once it has room`() async throws {
    let folder = try TemporaryFolder()
    try await withLoops { loops in
      let listener = try Listener.bind(.unix(path: "\(folder.path)/full.sock"), limits: .init(backlog: 0))
      let first = try await Connector.connect(to: listener.address, deadline: .generous)
      async let second = Connector.connect(to: listener.address, deadline: .generous)
      await EventLoop.current!.yield()
      async let accepting: Void = listener.accept(on: loops) { _ in }
      try await second.close()
      first.close()
      listener.close()
      await accepting
    }
  }

  @Test func `cancelling ends a connection attempt`() async throws {
    try await withLoops { _ in
      let listener = try Listener.bind(.ip("127.0.0.1", port: 0), limits: .init(backlog: 0))
      let attempts = (0..<10).map { _ in
        start { try await Connector.connect(to: listener.address, deadline: .never) }
      }
      await EventLoop.current!.yield()
      for attempt in attempts { attempt.cancel() }
      var cancelled = 0
      for attempt in attempts {
        do { try await attempt.value.close() } catch {
          #expect(error as? IOError == .cancelled)
          cancelled += 1
        }
      }
      #expect(cancelled > 0)
      listener.close()
    }
  }

  @Test func `of several addresses the first that answers is taken`() async throws {
    try await withServer(echo) { listener, _ in
      let gone = try Listener.bind(.ip("127.0.0.1", port: 0))
      gone.close()
      let socket = try await Connector.connect(toFirstOf: [gone.address, listener.address], deadline: .generous)
      #expect(socket.peer == listener.address)
      socket.close()
      let error = await #expect(throws: IOError.self) {
        try await Connector.connect(toFirstOf: [gone.address, gone.address], deadline: .generous)
      }
      #expect(error?.isRefused == true)
      await #expect(throws: IOError.self) { try await Connector.connect(toFirstOf: [], deadline: .generous) }
    }
  }

  @Test func `away from a loop there is nothing to connect on`() async throws {
    await #expect(throws: IOError.noLoop) { try await Connector.connect(to: .ip("127.0.0.1", port: 1), deadline: .generous) }
  }

  @Test(arguments: ["localhost:80", "127.0.0.1", "127.0.0.1:65536", "::1:80", "unix:", "1.2.3:80", ":80"])
  func `what is no address is refused`(text: String) {
    #expect(SocketAddress(text) == nil)
  }

  @Test(arguments: ["127.0.0.1:80", "[::1]:8080", "[2001:db8::1]:0", "unix:/run/x.sock"])
  func `an address reads what it writes`(text: String) throws {
    let address = try #require(SocketAddress(text))
    #expect(address.description == text)
    #expect(RawAddress(address)?.address == address)
  }
}
