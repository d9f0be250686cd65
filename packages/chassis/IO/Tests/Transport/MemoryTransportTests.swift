import IOTesting
import TestSupport
import Testing

@testable import IO

struct MemoryTransportTests {
  @Test(arguments: TransportContract.clauses) func `memory keeps the contract of every transport`(clause: TransportContract.Clause) async throws {
    try await clause.hold { try MemoryTransport.pair() }
  }

  @Test func `a writer waits for room, and its deadline ends the wait`() async throws {
    try await withLoops { _ in
      let (one, other) = try MemoryTransport.pair(capacity: 10)
      await #expect(throws: IOError.timedOut) { try await one.write("0123456789ABC", deadline: .after(.milliseconds(10))) }
      async let writing: Void = one.write("DEFGHIJKLMNOPQRSTUVWXYZ")
      #expect(try await other.read(count: 33) == Array("0123456789DEFGHIJKLMNOPQRSTUVWXYZ".utf8))
      try await writing
      await #expect(throws: IOError.timedOut) { try await other.read(count: 1, deadline: .after(.milliseconds(10))) }
      one.close()
      other.close()
    }
  }

  @Test func `closing is seen as with a socket`() async throws {
    try await withLoops { _ in
      let (one, other) = try MemoryTransport.pair()
      try await one.write("last")
      let reading = start { try await one.read(count: 1) }
      await EventLoop.current!.yield()
      one.close()
      await #expect(throws: IOError.closed) { _ = try await reading.value }
      #expect(try await other.read(count: 100) == Array("last".utf8))
      let error = await #expect(throws: IOError.self) { try await other.write("x") }
      #expect(error?.isDisconnect == true)
      other.close()
      // Closed with bytes unread, it is reset.
      let (third, fourth) = try MemoryTransport.pair()
      try await third.write("unread")
      fourth.close()
      let reset = await #expect(throws: IOError.self) { try await third.read(count: 1) }
      #expect(reset?.isDisconnect == true)
      third.close()
    }
  }

  @Test func `a large stream goes through a small pipe`() async throws {
    var generator = SeededGenerator(for: "small pipe")
    let bytes = (0..<100_000).map { _ in UInt8.random(in: 0...255, using: &generator) }
    try await withLoops { _ in
      let (one, other) = try MemoryTransport.pair(capacity: 97)
      async let writing: Void = {
        try await one.write(bytes, deadline: .generous)
        one.finishWriting()
      }()
      #expect(try await other.read(count: .max) == bytes)
      try await writing
      one.close()
      other.close()
    }
  }
}
