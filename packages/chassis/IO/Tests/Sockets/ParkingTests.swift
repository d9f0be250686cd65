import IOTesting
import Testing

@testable import IO

/// Connections that are parked while they wait: they give up their task.
struct ParkingTests {
  /// Echoes a byte at a time, and is parked between them.
  private struct ParkingEcho: Sendable {
    var until: @Sendable () -> Deadline = { .generous }
    let parts = Counter()
    let ended = Counter()

    @Sendable func handle(_ socket: Socket) async -> Listener.Parking? {
      parts.increment()
      do throws(IOError) {
        while true {
          let byte = try withUnsafeTemporaryAllocation(byteCount: 1, alignment: 1) { buffer throws(IOError) -> UInt8? in
            guard let count = try socket.tryRead(into: buffer) else { return nil }
            if count == 0 { throw .endedEarly }
            return buffer[0]
          }
          guard let byte else { break }
          try await socket.write([byte], deadline: .generous)
        }
      } catch {
        ended.increment()
        return nil
      }
      if Task.isCancelled {
        ended.increment()
        return nil
      }
      return Listener.Parking(until: until()) { await handle(socket) }
    }
  }

  private func withParkingServer(
    _ echo: ParkingEcho, connections count: Int = 4, _ body: @Sendable (Listener, Task<Void, any Error>, [Socket]) async throws -> Void
  ) async throws {
    try await withLoops(2) { loops in
      let listener = try Listener.bind(.ip("127.0.0.1", port: 0))
      let accepting = start { await listener.acceptParking(on: loops, echo.handle) }
      var sockets: [Socket] = []
      for _ in 0..<count {
        let socket = try await Connector.connect(to: listener.address, deadline: .generous)
        try await socket.write("x")
        #expect(try await socket.read(count: 1) == [0x78])
        sockets.append(socket)
      }
      try await body(listener, accepting, sockets)
      for socket in sockets { socket.close() }
      listener.close()
      try await accepting.value
      #expect(echo.ended.value == count)
      #expect(listener.census.count == 0)
    }
  }

  @Test func `a parked connection goes on when bytes come, as often as they do`() async throws {
    let echo = ParkingEcho()
    try await withParkingServer(echo) { _, _, sockets in
      for round in 0..<20 {
        for socket in sockets {
          try await socket.write([UInt8(round)], deadline: .generous)
          #expect(try await socket.read(count: 1) == [UInt8(round)])
        }
      }
    }
    #expect(echo.parts.value > 40)
  }

  @Test func `a parked wait ends at its deadline`() async throws {
    let echo = ParkingEcho(until: { .after(.milliseconds(2)) })
    try await withParkingServer(echo) { _, _, sockets in
      try await wait { echo.parts.value > 50 }
      try await sockets[0].write("y")
      #expect(try await sockets[0].read(count: 1) == [0x79])
    }
  }

  @Test func `a parked connection hears that its peer has gone`() async throws {
    let echo = ParkingEcho()
    try await withParkingServer(echo) { _, _, sockets in
      for socket in sockets { socket.close() }
      try await wait { echo.ended.value == sockets.count }
    }
  }

  @Test func `cancelling the listener ends the parked connections`() async throws {
    let echo = ParkingEcho()
    try await withParkingServer(echo, connections: 40) { _, accepting, sockets in
      accepting.cancel()
      try await accepting.value
      for socket in sockets { #expect(try await socket.read(count: 1) == []) }
    }
  }

  @Test func `parked connections outlive the listening, and are served on`() async throws {
    let echo = ParkingEcho()
    try await withParkingServer(echo) { listener, _, sockets in
      listener.close()
      try await wait { listener.acceptorCount == 0 }
      for socket in sockets {
        try await socket.write("z")
        #expect(try await socket.read(count: 1) == [0x7A])
      }
    }
  }

  @Test func `loops that stop end the parked connections`() async throws {
    let echo = ParkingEcho()
    let loops = try EventLoops(count: 2)
    let listener = try Listener.bind(.ip("127.0.0.1", port: 0))
    let accepting = Task(executorPreference: loops.all[0]) { await listener.acceptParking(on: loops, echo.handle) }
    try await withLoops { _ in
      for _ in 0..<20 {
        let socket = try await Connector.connect(to: listener.address, deadline: .generous)
        try await socket.write("x")
        _ = try await socket.read(count: 1)
      }
    }
    loops.stop()
    await accepting.value
    #expect(echo.ended.value == 20)
  }
}
