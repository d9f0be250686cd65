import IOTesting
import TestSupport
import Testing

@testable import IO

struct BufferedTests {
  @Test func `lines and blocks are read as they were written, in whatever pieces they come`() async throws {
    let generator = SeededGenerator(for: "buffered reader")
    try await withLoops { _ in
      let (one, other) = try MemoryTransport.pair(capacity: 5)
      let reader = BufferedReader(FaultTransport(other, .init(short: 0.5, stall: 0.2), using: generator), capacity: 16)
      async let writing: Void = {
        for _ in 0..<50 { try await one.write("first line\r\n\nabcdefghijklmnop\n12345678") }
        one.finishWriting()
      }()
      for _ in 0..<50 {
        #expect(try await reader.readLine(deadline: .generous) == Array("first line".utf8))
        #expect(try await reader.readLine(deadline: .generous) == [])
        #expect(try await reader.read(16, deadline: .generous) == Array("abcdefghijklmnop".utf8))
        #expect(try await reader.readLine(deadline: .generous) == [])
        #expect(try await reader.read(8, deadline: .generous) == Array("12345678".utf8))
      }
      #expect(try await reader.readLine(deadline: .generous) == nil)
      try await writing
      one.close()
      other.close()
    }
  }

  @Test func `a line without an end is refused when the reader is full`() async throws {
    try await withLoops { _ in
      let (one, other) = try MemoryTransport.pair()
      let reader = BufferedReader(other, capacity: 16)
      try await one.write("this line is longer than sixteen bytes\n")
      await #expect(throws: IOError.tooLong(limit: 16)) { try await reader.readLine(deadline: .generous) }
      await #expect(throws: IOError.tooLong(limit: 16)) { try await reader.read(17, deadline: .generous) }
      one.close()
      other.close()
    }
  }

  @Test func `a stream that ends in the middle is told from one that ends`() async throws {
    try await withLoops { _ in
      let (one, other) = try MemoryTransport.pair()
      let reader = BufferedReader(other)
      try await one.write("no end")
      one.finishWriting()
      await #expect(throws: IOError.endedEarly) { try await reader.readLine(deadline: .generous) }
      await #expect(throws: IOError.endedEarly) { try await reader.read(7, deadline: .generous) }
      #expect(try await reader.read(6, deadline: .generous) == Array("no end".utf8))
      one.close()
      other.close()
    }
  }
}
