import IOTesting
import TestSupport
import Testing

@testable import IO

struct FaultTransportTests {
  @Test(arguments: TransportContract.clauses) func `faults that lose nothing keep the contract of every transport`(
    clause: TransportContract.Clause
  ) async throws {
    let generator = SeededGenerator(for: "contract with faults")
    try await clause.hold {
      let (one, other) = try MemoryTransport.pair()
      let faults = FaultTransport.Faults(short: 0.1, stall: 0.2)
      return (FaultTransport(one, faults, using: generator), FaultTransport(other, faults, using: generator))
    }
  }

  @Test(arguments: [FaultTransport.Faults(short: 1), .init(stall: 0.5), .init(short: 0.5, stall: 0.3)])
  func `short and stalled reads and writes lose nothing`(faults: FaultTransport.Faults) async throws {
    let generator = SeededGenerator(for: "faults")
    let text = String(repeating: "0123456789", count: 300)
    let echoBadly: SocketHandler = { socket in await echo(FaultTransport(socket, faults, using: generator)) }
    try await withServer(echoBadly) { listener, _ in
      let socket = FaultTransport(try await Connector.connect(to: listener.address, deadline: .generous), faults, using: generator)
      async let writing: Void = {
        try await socket.write(text)
        socket.finishWriting()
      }()
      #expect(try await socket.readText(.max) == text)
      try await writing
      socket.close()
    }
  }

  @Test func `a reset comes after as many bytes as were asked for, and ends what waits`() async throws {
    let generator = SeededGenerator(for: "reset")
    try await withLoops { _ in
      let (one, other) = try MemoryTransport.pair()
      let faulty = FaultTransport(one, .init(resetAfter: 7), using: generator)
      let waiting = start { try await faulty.read(count: 1) }
      await EventLoop.current!.yield()
      let error = await #expect(throws: IOError.self) { try await faulty.write("0123456789") }
      #expect(error?.isDisconnect == true)
      #expect(try await other.read(count: 100) == Array("0123456".utf8))
      let ended = await #expect(throws: IOError.self) { _ = try await waiting.value }
      #expect(ended?.isDisconnect == true)
      faulty.close()
      other.close()
    }
  }
}
