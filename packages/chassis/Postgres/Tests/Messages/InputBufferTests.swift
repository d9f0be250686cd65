import IO
import IOTesting
import TestSupport
import Testing

@testable import Postgres

@Suite struct InputBufferTests {
  /// The messages that come out of the bytes, which arrive in pieces of so many.
  private func messages(_ bytes: [UInt8], piece: Int = .max, limit: Int = 1 << 20) async throws -> [String] {
    try await TestDatabase.loops.all[0].run {
      let (near, far) = try MemoryTransport.pair(capacity: 1 << 24)
      let buffer = InputBuffer(limit: limit)
      var found: [String] = []
      var sent = 0
      while true {
        while let message = try buffer.next() { found.append("\(message.kind) \(message.body.count)") }
        if sent == bytes.count { return found }
        let end = min(bytes.count, sent + min(piece, bytes.count))
        try await far.write(Array(bytes[sent..<end]), deadline: .generous)
        sent = end
        while try buffer.fill(from: near) != nil {}
      }
    }
  }

  private let sample = Scripted.ready + Scripted.message("D", [UInt8](repeating: 1, count: 300)) + Scripted.message("N") + Scripted.ready

  @Test func `messages are found wherever the bytes are cut`() async throws {
    let expected = ["readyForQuery 1", "dataRow 300", "notice 0", "readyForQuery 1"]
    for piece in 1...20 { #expect(try await messages(sample, piece: piece) == expected) }
  }

  @Test func `a message longer than the buffer arrives, and the buffer shrinks after it`() async throws {
    try await TestDatabase.loops.all[0].run {
      let (near, far) = try MemoryTransport.pair(capacity: 1 << 24)
      let buffer = InputBuffer(limit: 1 << 24)
      try await far.write(Scripted.message("D", [UInt8](repeating: 1, count: 3 << 20)) + Scripted.ready, deadline: .generous)
      var lengths: [Int] = []
      var most = 0
      while lengths.count < 2 {
        most = max(most, buffer.memory)
        if let message = try buffer.next() { lengths.append(message.body.count) } else { _ = try buffer.fill(from: near) }
      }
      #expect(lengths == [3 << 20, 1])
      #expect(most > 3 << 20)
      #expect(try buffer.next()?.kind == nil)
      _ = try buffer.fill(from: near)
      #expect(buffer.memory == InputBuffer.capacity)
    }
  }

  @Test func `a length alone takes no memory`() async throws {
    try await TestDatabase.loops.all[0].run {
      let (near, far) = try MemoryTransport.pair()
      let buffer = InputBuffer(limit: 1 << 30)
      try await far.write([0x44, 0x3F, 0xFF, 0xFF, 0xFF, 0], deadline: .generous)
      for _ in 0..<5 {
        #expect(try buffer.next()?.kind == nil)
        _ = try buffer.fill(from: near)
      }
      #expect(buffer.memory <= 2 * InputBuffer.capacity)
    }
  }

  @Test(
    arguments: [
      [0x58, 0, 0, 0, 4], [0x44, 0, 0, 0, 3], [0x44, 0xFF, 0xFF, 0xFF, 0xFF], [0x44, 0, 0x20, 0, 0], [0x5A, 0, 0, 0x80, 0],
    ] as [[UInt8]])
  func `what is no message is an error`(bytes: [UInt8]) async throws {
    await #expect(throws: MalformedMessage.self) { try await messages(bytes) }
  }

  @Test func `random bytes are messages or an error`() async throws {
    var generator = SeededGenerator(for: "InputBufferTests")
    for _ in 0..<300 {
      let bytes = generator.mutated(sample)
      do { _ = try await messages(bytes, piece: Int.random(in: 1...64, using: &generator)) } catch is MalformedMessage {}
    }
  }
}
