import IOTesting
import Platform
import Testing

@testable import IO

/// What concerns the descriptors of the whole process has a process of its own.
struct DescriptorTests {
  @Test func `without descriptors the listener turns connections away, and goes on when there are some again`() async {
    await #expect(processExitsWith: .success) {
      try await withLoops { loops in
        let listener = try Listener.bind(.ip("127.0.0.1", port: 0))
        async let accepting: Void = listener.accept(on: loops, echo)
        var sockets: [Socket] = []
        for _ in 0..<20 { sockets.append(try await Connector.connect(to: listener.address, deadline: .generous)) }
        try await wait { listener.census.count == 20 }
        // All descriptors but one are taken: a connection can be made, but not be accepted.
        try ThisProcess.setOpenFileLimit(100)
        var fill: [Int32] = []
        while true {
          let descriptor = System.makeWaker()
          if descriptor < 0 { break }
          fill.append(Int32(descriptor))
        }
        System.close(fill.removeLast())
        let turnedAway = try await Connector.connect(to: listener.address, deadline: .generous)
        let bytes = try? await turnedAway.read(count: 1)
        precondition(bytes == nil || bytes == [], "a connection was served without a descriptor")
        turnedAway.close()
        try await wait { loops.all[0].figures.refused >= 1 }
        // Those that were there work on.
        try await sockets[0].write("x")
        let still = try await sockets[0].read(count: 1)
        precondition(still.count == 1, "an open connection was lost")
        for descriptor in fill { System.close(descriptor) }
        for socket in sockets.dropFirst() { socket.close() }
        try await wait { listener.census.count == 1 }
        let next = try await Connector.connect(to: listener.address, deadline: .generous)
        try await next.write("y")
        let again = try await next.read(count: 1)
        precondition(again.count == 1, "the listener did not recover")
        next.close()
        sockets[0].close()
        listener.close()
        await accepting
      }
    }
  }

  @Test func `after the loops have stopped nothing is left open`() async {
    await #expect(processExitsWith: .success) {
      let before = try openFileCount()
      let rounds = 10
      for _ in 0..<rounds {
        let loops = try EventLoops(count: 2)
        try await loops.all[0].run {
          let listener = try Listener.bind(.ip("127.0.0.1", port: 0))
          let accepting = Task { await listener.accept(on: loops, echo) }
          for _ in 0..<20 {
            let socket = try await Connector.connect(to: listener.address, deadline: .generous)
            try await socket.write("x")
            _ = try await socket.read(count: 1)
            // Neither end is closed: stopping has to.
          }
          _ = accepting
        }
        loops.stop()
      }
      // The tasks that held the loops end on other threads, whose own machinery opens a few descriptors once.
      let deadline = Deadline.generous
      var after = try openFileCount()
      while after - before >= rounds, .now < deadline {
        await Task.yield()
        after = try openFileCount()
      }
      precondition(after - before < rounds, "\(after - before) descriptors are left open")
    }
  }
}
