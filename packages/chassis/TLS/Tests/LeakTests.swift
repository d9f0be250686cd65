import IO
import IOTesting
import Platform
import TLS
import TestSupport
import Testing

/// What concerns the memory of the whole process has a process of its own.
struct LeakTests {
  @Test func `neither handshakes nor connections that fail leave memory behind`() async {
    await #expect(processExitsWith: .success) {
      guard let certificates = try TestCertificates.make(for: "memory of TLS") else { return }
      try await onLoop {
        let (client, server, stranger) = (try certificates.client(), try certificates.server(), try certificates.client(trusting: "other"))
        func connect(_ count: Int) async throws {
          for _ in 0..<count {
            let (one, other) = try await securePair(over: MemoryTransport.pair(), client, server)
            try await one.write("there")
            _ = try await other.readText(5)
            try await other.write("back")
            _ = try await one.readText(4)
            one.finishWriting()
            one.close()
            other.close()
            _ = try? await securePair(over: MemoryTransport.pair(), stranger, server)
          }
        }
        try await connect(200)
        let before = try #require(ThisProcess.resources()).residentBytes
        try await connect(600)
        let grown = try #require(ThisProcess.resources()).residentBytes - before
        // A connection has 20 KB and a session 2 KB: one of them left behind each time would be more than this.
        precondition(grown < 1 << 20, "600 connections and 600 refusals left \(grown) bytes behind")
      }
    }
  }
}
