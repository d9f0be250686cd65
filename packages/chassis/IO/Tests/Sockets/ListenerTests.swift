import IOTesting
import Platform
import TestSupport
import Testing

@testable import IO

struct ListenerTests {
  @Test func `connections are spread evenly over the loops`() async throws {
    let served = Gathered<Int>()
    let noteLoop: SocketHandler = { socket in
      served.add(EventLoop.current!.index)
      _ = try? await socket.read(count: 1)
    }
    try await withServer(loops: 2, noteLoop) { listener, _ in
      try await wait { listener.acceptorCount == 2 }
      var sockets: [Socket] = []
      for _ in 0..<64 { sockets.append(try await Connector.connect(to: listener.address, deadline: .generous)) }
      try await wait { served.all.count == 64 }
      let first = served.all.count { $0 == 0 }
      #expect(first >= 30 && first <= 34)
      for socket in sockets { socket.close() }
    }
  }

  @Test func `a connection belongs to the loop that serves it`() async throws {
    let lookAround: SocketHandler = { socket in
      let loop = EventLoop.current
      #expect(loop === socket.loop)
      await withTaskGroup { group in group.addTask { #expect(EventLoop.current === loop) } }
      await loop?.yield()
      #expect(EventLoop.current === loop)
      try? await socket.write("done")
    }
    try await withServer(loops: 2, lookAround) { listener, _ in
      for _ in 0..<8 {
        let socket = try await Connector.connect(to: listener.address, deadline: .generous)
        #expect(try await socket.read(count: 4) == Array("done".utf8))
        socket.close()
      }
    }
  }

  @Test func `the connection that is one too many is refused with an answer, and those before it stay`() async throws {
    try await withLoops(2) { loops in
      let listener = try Listener.bind(.ip("127.0.0.1", port: 0), limits: .init(connections: 3))
      async let accepting: Void = listener.accept(
        on: loops, refuse: { socket, refusal in try? await socket.write("\(refusal)") }, { await echo($0) })
      var sockets: [Socket] = []
      for _ in 0..<3 {
        let socket = try await Connector.connect(to: listener.address, deadline: .generous)
        try await socket.write("x")
        _ = try await socket.read(count: 1)
        sockets.append(socket)
      }
      let refused = try await Connector.connect(to: listener.address, deadline: .generous)
      #expect(try await refused.readText(100) == "tooManyConnections")
      refused.close()
      #expect(loops.all.reduce(0) { $0 + $1.figures.refused } == 1)
      // One leaves, and there is room for another.
      sockets.removeLast().close()
      try await wait { listener.census.count == 2 }
      let next = try await Connector.connect(to: listener.address, deadline: .generous)
      try await next.write("y")
      #expect(try await next.read(count: 1) == [UInt8(ascii: "y")])
      next.close()
      for socket in sockets { socket.close() }
      listener.close()
      await accepting
    }
  }

  @Test func `one address has no more than its share, and others have theirs`() async throws {
    try await withLoops { loops in
      let listener = try Listener.bind(.ip("::", port: 0), limits: .init(connectionsPerAddress: 2))
      let port = listener.address.port!
      async let accepting: Void = listener.accept(
        on: loops, refuse: { socket, refusal in try? await socket.write("\(refusal)") }, { await echo($0) })
      var sockets: [Socket] = []
      for _ in 0..<2 { sockets.append(try await Connector.connect(to: .ip("127.0.0.1", port: port), deadline: .generous)) }
      let refused = try await Connector.connect(to: .ip("127.0.0.1", port: port), deadline: .generous)
      #expect(try await refused.readText(100) == "tooManyFromAddress")
      refused.close()
      let other = try await Connector.connect(to: .ip("::1", port: port), deadline: .generous)
      try await other.write("z")
      #expect(try await other.read(count: 1) == [UInt8(ascii: "z")])
      other.close()
      for socket in sockets { socket.close() }
      listener.close()
      await accepting
    }
  }

  @Test func `closing loses no connection that was made`() async throws {
    for round in 0..<10 {
      let (answered, refused) = (Counter(), Counter())
      try await withLoops(2) { loops in
        let listener = try Listener.bind(.ip("127.0.0.1", port: 0))
        async let accepting: Void = listener.accept(on: loops) { socket in
          _ = try? await socket.read(count: 1)
          try? await socket.write("!")
        }
        await withTaskGroup { group in
          for number in 0..<64 {
            group.addTask(executorPreference: loops.all[number % 2]) {
              while true {
                let socket: Socket
                do throws(IOError) { socket = try await Connector.connect(to: listener.address, deadline: .after(.milliseconds(1500))) } catch {
                  // Refused, or unanswered because the listener was about to close: either way no connection was made.
                  #expect(error.isRefused || error == .timedOut)
                  refused.increment()
                  return
                }
                defer { socket.close() }
                do {
                  try await socket.write("?")
                  let answer = try await socket.read(count: 1)
                  #expect(answer == [UInt8(ascii: "!")], "a connection ended unanswered in round \(round)")
                  answered.increment()
                } catch {
                  Issue.record("a connection was lost in round \(round): \(error)")
                }
              }
            }
          }
          group.addTask {
            _ = try? await wait { answered.value > 200 }
            listener.close()
          }
        }
        await accepting
      }
      #expect(refused.value == 64)
    }
  }

  @Test func `connections that wait in the queue of a Unix listener are served before it closes`() async throws {
    let folder = try TemporaryFolder()
    try await withLoops { loops in
      let listener = try Listener.bind(.unix(path: "\(folder.path)/queue.sock"))
      var sockets: [Socket] = []
      for _ in 0..<100 { sockets.append(try await Connector.connect(to: listener.address, deadline: .generous)) }
      async let accepting: Void = listener.accept(on: loops) { socket in try? await socket.write("served") }
      try await wait { listener.acceptorCount == 1 }
      listener.close()
      for socket in sockets {
        #expect(try await socket.read(count: 100) == Array("served".utf8))
        socket.close()
      }
      await accepting
    }
  }

  @Test func `cancelling the task that runs it ends the listener and its connections`() async throws {
    try await withLoops(2) { loops in
      let listener = try Listener.bind(.ip("127.0.0.1", port: 0))
      let accepting = start { await listener.accept(on: loops, echo) }
      let socket = try await Connector.connect(to: listener.address, deadline: .generous)
      try await socket.write("x")
      _ = try await socket.read(count: 1)
      accepting.cancel()
      try await accepting.value
      #expect(try await socket.read(count: 1) == [])
      socket.close()
      await #expect(throws: IOError.self) { try await Connector.connect(to: listener.address, deadline: .generous) }
    }
  }

  @Test func `cancelling reaches whatever part of a connection's task waits`() async throws {
    let inside = Counter()
    // The task itself, a child of it, a grandchild: each waits for the same peer in its own way.
    let handler: SocketHandler = { socket in
      await withDiscardingTaskGroup { group in
        group.addTask {
          await withTaskGroup { group in
            group.addTask {
              inside.increment()
              await #expect(throws: IOError.cancelled) { try await EventLoop.sleep(until: .generous) }
            }
          }
        }
        group.addTask {
          inside.increment()
          await #expect(throws: IOError.cancelled) { _ = try await socket.read(count: 1) }
        }
        inside.increment()
        await #expect(throws: IOError.cancelled) { try await EventLoop.sleep(until: .generous) }
      }
      // Cancelled, it waits for nothing more.
      await #expect(throws: IOError.cancelled) { _ = try await socket.read(count: 1) }
    }
    for _ in 0..<50 {
      inside.reset()
      try await withLoops(2) { loops in
        let listener = try Listener.bind(.ip("127.0.0.1", port: 0))
        let accepting = start { await listener.accept(on: loops, handler) }
        let socket = try await Connector.connect(to: listener.address, deadline: .generous)
        try await wait { inside.value == 3 }
        accepting.cancel()
        try await accepting.value
        socket.close()
      }
    }
  }

  @Test func `an address that is taken is refused with its name`() throws {
    let listener = try Listener.bind(.ip("127.0.0.1", port: 0))
    defer { listener.close() }
    let error = #expect(throws: IOError.self) { try Listener.bind(listener.address) }
    #expect(error.map { "\($0)" } == "cannot listen at \(listener.address): Address already in use")
  }

  @Test func `a socket file that a process left behind is taken over, one that is in use is not`() async throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/left.sock"
    try await withLoops { _ in
      // What a process that was killed leaves: the file, and nobody who listens.
      let raw = try #require(RawAddress(.unix(path: path)))
      let descriptor = Int32(System.socket(family: raw.systemFamily))
      #expect(System.bind(descriptor, raw) == 0)
      System.close(descriptor)
      #expect(System.identityOfSocket(at: path) != nil)
      let listener = try Listener.bind(.unix(path: path))
      #expect(throws: IOError.self) { try Listener.bind(.unix(path: path)) }
      let socket = try await Connector.connect(to: .unix(path: path), deadline: .generous)
      socket.close()
      listener.close()
      #expect(System.identityOfSocket(at: path) == nil)
      // What is no socket is left alone.
      try folder.write("mine", to: "file")
      #expect(throws: IOError.self) { try Listener.bind(.unix(path: "\(folder.path)/file")) }
      #expect(try File.read("\(folder.path)/file") == Array("mine".utf8))
    }
  }

  @Test func `a listener leaves a path alone that another has taken meanwhile`() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/taken.sock"
    let first = try Listener.bind(.unix(path: path))
    try File.remove(path)
    let second = try Listener.bind(.unix(path: path))
    first.close()
    #expect(System.identityOfSocket(at: path) != nil)
    second.close()
    #expect(System.identityOfSocket(at: path) == nil)
  }
}
