// Where the toolchain's library for static linking has no Testing, nothing is tested.
#if canImport(Testing)
  import IO
  import Testing

  /// What every transport keeps, whatever it is made of: a list of clauses, each a test.
  ///
  /// ```swift
  /// @Test(arguments: TransportContract.clauses) func `a socket keeps the contract`(clause: TransportContract.Clause) async throws {
  ///   try await clause.hold(connectedPair)
  /// }
  /// ```
  public enum TransportContract {
    /// Two ends of a new connection, on the loop of the caller. Each may have a few megabytes in transit, not more.
    public typealias Pair = @Sendable () async throws -> (any Transport, any Transport)

    /// One thing that a transport keeps.
    public struct Clause: Sendable, CustomTestStringConvertible {
      /// What it is, a sentence.
      public let testDescription: String
      let body: @Sendable (any Transport, any Transport) async throws -> Void

      init(_ sentence: String, _ body: @escaping @Sendable (any Transport, any Transport) async throws -> Void) {
        testDescription = sentence
        self.body = body
      }

      /// Tries the clause on a connection, on a loop of its own.
      public func hold(_ makePair: Pair) async throws {
        let loops = try EventLoops(count: 1)
        defer { loops.stop() }
        try await loops.all[0].run {
          let (one, other) = try await makePair()
          defer {
            one.close()
            other.close()
          }
          try await body(one, other)
        }
      }
    }

    public static let clauses: [Clause] = [
      Clause("what one end writes the other reads, up to the end, which stays the end") { one, other in
        try await one.write("hello")
        #expect(try await other.readText(5) == "hello")
        try await one.write("more")
        one.finishWriting()
        one.finishWriting()
        #expect(try await other.readText(100) == "more")
        #expect(try await other.read(count: 1) == [])
      },
      Clause("a peer that has finished writing can still read") { one, other in
        one.finishWriting()
        #expect(try await other.read(count: 1) == [])
        try await other.write("late")
        #expect(try await one.readText(4) == "late")
        other.finishWriting()
        #expect(try await one.read(count: 1) == [])
      },
      Clause("bytes before the end of the stream are read before it, also when the end comes with them") { one, other in
        async let first = other.readText(3)
        try await one.write("abc")
        #expect(try await first == "abc")
        try await one.write("def")
        one.finishWriting()
        #expect(try await other.readText(100) == "def")
      },
      Clause("both parts of a write arrive, in order, whichever is long or empty") { one, other in
        let sizes = [(0, 1), (1, 0), (3, 4), (5, 20_000), (20_000, 5), (16_384, 16_384), (16_383, 2), (40_000, 40_000)]
        let parts = sizes.map { (letters($0, from: 1), letters($1, from: 7)) }
        async let writing: Void = {
          for (first, second) in parts {
            let (first, second) = (UnsafeRawBufferPointer(copying: first), UnsafeRawBufferPointer(copying: second))
            defer {
              first.deallocate()
              second.deallocate()
            }
            try await one.write(first, second, deadline: .generous)
          }
          one.finishWriting()
        }()
        #expect(try await other.read(count: .max) == parts.flatMap { $0 + $1 })
        try await writing
      },
      Clause("megabytes go both ways at once, each byte in its place") { one, other in
        let (there, back) = (letters(2_000_003, from: 3), letters(1_500_007, from: 9))
        async let sending: Void = {
          try await one.write(there, deadline: .generous)
          one.finishWriting()
        }()
        async let answering: Void = {
          try await other.write(back, deadline: .generous)
          other.finishWriting()
        }()
        async let received = other.read(count: .max)
        #expect(try await one.read(count: .max) == back)
        #expect(try await received == there)
        try await sending
        try await answering
      },
      Clause("a read without bytes ends at its deadline, and not before; the next has its own") { one, other in
        let began = Deadline.now
        await #expect(throws: IOError.timedOut) { try await one.read(count: 1, deadline: .after(.milliseconds(50))) }
        #expect(Deadline.now - began >= .milliseconds(49))
        await #expect(throws: IOError.timedOut) { try await one.read(count: 1, deadline: .after(.milliseconds(20))) }
        try await other.write("x")
        #expect(try await one.readText(1) == "x")
        await #expect(throws: IOError.timedOut) { try await one.read(count: 1, deadline: Deadline(nanoseconds: 0)) }
      },
      Clause("bytes that have come end a wait, also those that were left when some were read") { one, other in
        try await other.write("some bytes")
        try await one.waitUntilReadable(deadline: .generous)
        #expect(try await one.readText(4) == "some")
        try await one.waitUntilReadable(deadline: .generous)
        #expect(try await one.readText(6) == " bytes")
        await #expect(throws: IOError.timedOut) {
          while try one.tryReadByte() == nil { try await one.waitUntilReadable(deadline: .after(.milliseconds(20))) }
        }
      },
      Clause("a peer that reads nothing stops the writer, in bounded memory, and its deadline ends the wait") { one, other in
        let block = letters(1 << 16, from: 1)
        var written = 0
        await #expect(throws: IOError.timedOut) {
          while written < 64 << 20 {
            let count = try block.span.bytes.withUnsafeBytes { bytes throws(IOError) in
              try one.tryWrite(
                UnsafeRawBufferPointer(rebasing: bytes[(written % block.count)...]), UnsafeRawBufferPointer(start: nil, count: 0))
            }
            written += count
            if count == 0 { try await one.waitUntilWritable(deadline: .after(.milliseconds(50))) }
          }
        }
        #expect(written < 64 << 20)
        // The peer reads, and the writer goes on with what was not taken.
        let rest = Array(block[(written % block.count)...])
        async let writing: Void = {
          try await one.write(rest, deadline: .generous)
          one.finishWriting()
        }()
        let got = try await other.read(count: .max)
        try await writing
        #expect(got.count == written + rest.count)
        #expect(got.indices.allSatisfy { got[$0] == block[$0 % block.count] })
      },
      Clause("closing ends both waits, may be done twice, and what comes after it throws") { one, _ in
        let reading = start { try await one.read(count: 1) }
        let writing = start { while true { try await one.write(letters(1 << 20, from: 1), deadline: .never) } }
        for _ in 0..<50 { await EventLoop.current?.yield() }
        one.close()
        one.close()
        await #expect(throws: IOError.closed) { _ = try await reading.value }
        await #expect(throws: IOError.closed) { _ = try await writing.value }
        await #expect(throws: IOError.closed) { try await one.write("x") }
        await #expect(throws: IOError.closed) { try await one.waitUntilReadable(deadline: .generous) }
        await #expect(throws: IOError.closed) { try await one.waitUntilWritable(deadline: .generous) }
        one.finishWriting()
      },
      Clause("it can be closed from another thread") { one, _ in
        let closing = Task.detached { one.close() }
        await #expect(throws: IOError.closed) { _ = try await one.read(count: 1) }
        await closing.value
      },
      Clause("cancelling ends a wait to read, a wait to write, and a wait that has not begun") { one, other in
        let reading = start { try await one.read(count: 1) }
        for _ in 0..<5 { await EventLoop.current?.yield() }
        reading.cancel()
        await #expect(throws: IOError.cancelled) { _ = try await reading.value }
        let late = start {
          withUnsafeCurrentTask { $0?.cancel() }
          return try await one.read(count: 1)
        }
        await #expect(throws: IOError.cancelled) { _ = try await late.value }
        // The connection itself is as good as before.
        try await other.write("x")
        #expect(try await one.readText(1) == "x")
        let writing = start { while true { try await one.write(letters(1 << 20, from: 1), deadline: .never) } }
        for _ in 0..<50 { await EventLoop.current?.yield() }
        writing.cancel()
        await #expect(throws: IOError.cancelled) { _ = try await writing.value }
      },
      Clause("a reader that waits can be woken, and one that does not is not disturbed") { one, other in
        one.wakeReader()
        let waiting = start {
          _ = try one.tryReadByte()
          try await one.waitUntilReadable(deadline: .generous)
        }
        for _ in 0..<5 { await EventLoop.current?.yield() }
        one.wakeReader()
        try await waiting.value
        try await other.write("x")
        #expect(try await one.readText(1) == "x")
      },
    ]

    /// So many bytes of which each depends on its place.
    private static func letters(_ count: Int, from first: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: first &+ $0 &* 31 &+ $0 >> 8) }
    }
  }

  extension UnsafeRawBufferPointer {
    fileprivate init(copying bytes: [UInt8]) {
      let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
      copy.copyBytes(from: bytes)
      self.init(copy)
    }
  }

  extension Transport {
    /// A byte that has come; `nil` where there is none.
    fileprivate func tryReadByte() throws(IOError) -> UInt8? {
      let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1, alignment: 1)
      defer { buffer.deallocate() }
      return try tryRead(into: buffer) == 1 ? buffer[0] : nil
    }
  }
#endif
