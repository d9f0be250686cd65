import IOTesting
import Platform
import TestSupport
import Testing

@testable import IO

struct SocketTests {
  @Test(arguments: TransportContract.clauses) func `a socket keeps the contract of every transport`(clause: TransportContract.Clause) async throws {
    try await clause.hold { try await connectedPair() }
  }

  @Test func `bytes before the end of the stream are read before it, also when the end comes with them`() async throws {
    try await withLoops { _ in
      let (one, other) = try await connectedPair()
      async let first = other.read(count: 3)
      try await one.write("abc")
      #expect(try await first == Array("abc".utf8))
      try await one.write("def")
      one.close()
      #expect(try await other.read(count: 100) == Array("def".utf8))
      other.close()
    }
  }

  @Test func `a reset ends a waiting read and later writes with an error that says so`() async throws {
    try await withLoops { _ in
      let (one, other) = try await connectedPair()
      let reading = start { try await other.read(count: 1) }
      await EventLoop.current!.yield()
      // Closed with bytes unread, a socket resets the connection.
      try await other.write("unread")
      try await one.waitUntilReadable(deadline: .generous)
      one.close()
      let error = await #expect(throws: IOError.self) { _ = try await reading.value }
      #expect(error?.isDisconnect == true)
      let later = await #expect(throws: IOError.self) { try await other.write("more") }
      #expect(later?.isDisconnect == true)
      other.close()
    }
  }

  @Test func `a peer that never keeps the reader waiting does not take its deadline from it`() async throws {
    try await withLoops { _ in
      let (one, other) = try await connectedPair()
      try await one.write(String(repeating: "x", count: 10_000))
      let passed = Deadline.now
      var read = 0
      let error = await #expect(throws: IOError.self) {
        while true {
          let byte = try withUnsafeTemporaryAllocation(byteCount: 1, alignment: 1) { try other.tryRead(into: $0) }
          if byte == nil { try await other.waitUntilReadable(deadline: passed) } else { read += 1 }
        }
      }
      #expect(error == .timedOut && read > 0 && read < 100, "\(read) bytes were read")
      one.close()
      other.close()
    }
  }

  @Test func `a peer that reads nothing stops the writer, in bounded memory, and its deadline ends the wait`() async throws {
    try await withLoops { _ in
      let (one, other) = try await connectedPair()
      let block = [UInt8](repeating: 7, count: 1 << 16)
      var written = 0
      while true {
        let count = try block.withBytes { bytes throws(IOError) in try one.tryWrite(bytes, UnsafeRawBufferPointer(start: nil, count: 0)) }
        written += count
        if count < block.count, EventLoop.current!.operationsLeft > 0 { break }
        if count == 0 { await EventLoop.current!.yield() }
      }
      // What the two sockets of the system hold, and nothing here.
      #expect(written < 64 << 20)
      await #expect(throws: IOError.timedOut) { try await one.write(block, deadline: .after(.milliseconds(20))) }
      // The peer reads, and the writer goes on.
      let reading = start { [written] in try await other.read(count: written) }
      try await one.waitUntilWritable(deadline: .generous)
      let got = try await reading.value
      #expect(got.count == written)
      one.close()
      other.close()
    }
  }

  @Test func `cancelling ends a wait to read, a wait to write, and a wait that has not begun`() async throws {
    try await withLoops { _ in
      let (one, other) = try await connectedPair()
      let reading = start { try await one.read(count: 1) }
      try await wait { one.isWaiting(.read) }
      reading.cancel()
      await #expect(throws: IOError.cancelled) { _ = try await reading.value }
      let writing = start { while true { try await one.write([UInt8](repeating: 0, count: 1 << 20), deadline: .never) } }
      try await wait { one.isWaiting(.write) }
      writing.cancel()
      await #expect(throws: IOError.cancelled) { _ = try await writing.value }
      let late = start {
        withUnsafeCurrentTask { $0?.cancel() }
        return try await one.read(count: 1)
      }
      await #expect(throws: IOError.cancelled) { _ = try await late.value }
      // The socket itself is as good as before.
      try await other.write("x")
      #expect(try await one.read(count: 1) == [UInt8(ascii: "x")])
      one.close()
      other.close()
    }
  }

  @Test func `a descriptor that is used again brings nothing of its former life`() async throws {
    try await withServer(echo) { listener, _ in
      for _ in 0..<300 {
        let first = try await Connector.connect(to: listener.address, deadline: .generous)
        try await first.write("old")
        try await first.waitUntilReadable(deadline: .generous)
        // Closed with an answer waiting; the next connection gets the same descriptor and the same place.
        first.close()
        let second = try await Connector.connect(to: listener.address, deadline: .generous)
        #expect(second.key.index == first.key.index && second.key.generation != first.key.generation)
        try await second.write("new")
        #expect(try await second.read(count: 3) == Array("new".utf8))
        second.close()
      }
    }
  }

  @Test func `a connection that never has to wait lets others have their turn`() async throws {
    try await withServer(echo) { listener, _ in
      let busy = try await Connector.connect(to: listener.address, deadline: .generous)
      let flood = start {
        let block = [UInt8](repeating: 1, count: 1 << 14)
        let reading = start { while try await busy.read(count: 1 << 16).count > 0 {} }
        while !Task.isCancelled { try await busy.write(block, deadline: .generous) }
        reading.cancel()
      }
      for _ in 0..<20 {
        let socket = try await Connector.connect(to: listener.address, deadline: .generous)
        try await socket.write("hello")
        #expect(try await socket.read(count: 5) == Array("hello".utf8))
        socket.close()
      }
      flood.cancel()
      _ = try? await flood.value
      busy.close()
    }
  }

  @Test func `a socket that expects its peer asks for it when nothing is sent`() async throws {
    try await withLoops { _ in
      let (client, server) = try await connectedPair()
      defer { for socket in [client, server] { socket.close() } }
      let port = try #require(client.peer?.port)
      /// The kind of timer that runs for the client's socket (proc(5)): 2 is keepalive.
      func timer() throws -> Substring? {
        let lines = String(decoding: try File.read("/proc/net/tcp"), as: UTF8.self).split(separator: "\n").map { $0.split(separator: " ") }
        let hexadecimal = String(port, radix: 16, uppercase: true)
        let suffix = ":" + String(repeating: "0", count: 4 - hexadecimal.count) + hexadecimal
        return lines.first { $0.count > 5 && $0[2].hasSuffix(suffix) && $0[3] == "01" }?[5].prefix(2)
      }
      #expect(try timer() == "00")
      client.expectPeer(within: .seconds(30))
      #expect(try timer() == "02")
    }
  }
}
