import IO
import IOTesting
import TLS
import TestSupport
import Testing

/// Servers that must not be trusted, each refused with a sentence that says why.
struct BadServerTests {
  private let certificates: TestCertificates?

  init() throws { certificates = try TestCertificates.make(for: "bad TLS servers") }

  @Test(arguments: [
    ("expired", "the certificate expired at 2020-02-01 00:00:00Z"),
    ("early", "the certificate is not valid before 2099-01-01 00:00:00Z, and by this machine's clock that has not come"),
    ("wrong", "the certificate is for another host: other.test, 10.0.0.1"),
    ("nameless", "the certificate is for another host: it names none (a common name does not count)"),
    ("self", "the certificate is signed by itself alone, and is not among those trusted here"),
    ("wronguse", "the certificate is for another purpose"),
  ]) func `a bad certificate is refused`(name: String, reason: String) async throws {
    guard let certificates else { return }
    try await expectRefusal("TLS with localhost: \(reason)", certificates.client(), certificates.server(name))
  }

  @Test func `an authority that is not trusted is named`() async throws {
    guard let certificates else { return }
    try await expectRefusal(
      "TLS with localhost: the certificate is issued by CN=Test Authority, which is no authority that is trusted here",
      certificates.client(trusting: "other"), certificates.server())
  }

  @Test func `the system's authorities are no private ones`() async throws {
    guard let certificates, let system = try? TLSClientContext() else { return }
    try await expectRefusal(
      "TLS with localhost: the certificate is issued by CN=Test Authority, which is no authority that is trusted here", system,
      certificates.server())
  }

  @Test func `a certificate for an address is none for a name, and the other way round`() async throws {
    guard let certificates else { return }
    for host in ["10.0.0.2", "b.a.wild.test", "wild.test", "127.0.0.1.test", "server.test"] {
      try await expectRefusal(
        "TLS with \(host): the certificate is for another host: localhost, *.wild.test, 127.0.0.1, ::1", certificates.client(),
        certificates.server(), host: host)
    }
  }

  @Test(arguments: ["", ".", "a b", "a/b", "bücher.test", "*.test"])
  func `what no certificate can be for is refused before a byte is sent`(host: String) async throws {
    guard let certificates else { return }
    try await onLoop {
      let (one, other) = try MemoryTransport.pair()
      let error = await #expect(throws: IOError.self) {
        _ = try await TLSTransport.connect(over: one, to: host, certificates.client(), deadline: .generous)
      }
      #expect(error?.description == "\"\(host)\" is no host name or IP address that a certificate could be for")
      #expect(try await other.read(count: 1) == [])
    }
  }

  @Test func `a server that speaks no TLS is told from one that does`() async throws {
    guard let certificates else { return }
    try await onLoop {
      let (one, other) = try MemoryTransport.pair()
      try await other.write("HTTP/1.1 400 Bad Request\r\n\r\n")
      let error = await #expect(throws: IOError.self) {
        _ = try await TLSTransport.connect(over: one, to: "localhost", certificates.client(), deadline: .generous)
      }
      #expect(error?.description == "TLS with localhost: what the peer sent is no TLS; perhaps the port is one without")
      other.close()
      let (third, fourth) = try MemoryTransport.pair(peer: .ip("10.1.2.3", port: 4))
      try await fourth.write("GET / HTTP/1.1\r\nhost: a\r\n\r\n")
      let plain = await #expect(throws: IOError.self) {
        _ = try await TLSTransport.accept(over: third, certificates.server(), deadline: .generous)
      }
      #expect(plain?.description == "TLS with 10.1.2.3:4: the peer spoke plain HTTP, and no TLS; it has to use https")
      fourth.close()
    }
  }

  @Test func `a stream that is cut short is an error, before and after bytes have come`() async throws {
    guard let certificates else { return }
    try await onLoop {
      for text in ["", "some of it"] {
        let (clientEnd, serverEnd) = try MemoryTransport.pair()
        let (client, server) = try await securePair(over: (clientEnd, serverEnd), certificates.client(), certificates.server())
        try await server.write(text)
        #expect(try await client.readText(text.utf8.count) == text)
        serverEnd.finishWriting()
        let error = await #expect(throws: IOError.self) { _ = try await client.read(count: 1) }
        #expect(
          error?.description
            == "TLS with localhost: the connection ended without the peer's word that this is all (close_notify); it may have been cut short")
        client.close()
        server.close()
      }
    }
  }

  @Test func `a close without an end of output is a stream that is cut short`() async throws {
    guard let certificates else { return }
    try await onLoop {
      let (client, server) = try await securePair(over: MemoryTransport.pair(), certificates.client(), certificates.server())
      try await server.write("half of")
      #expect(try await client.readText(7) == "half of")
      server.close()
      await #expect(throws: IOError.self) { _ = try await client.read(count: 1) }
      client.close()
    }
  }

  @Test func `a byte that is changed on its way is found`() async throws {
    guard let certificates else { return }
    try await onLoop {
      let (clientEnd, proxyEnd) = try MemoryTransport.pair()
      let (serverProxyEnd, serverEnd) = try MemoryTransport.pair()
      let changes = Changes()
      let there = start { try await pass(from: proxyEnd, to: serverProxyEnd, Changes()) }
      let back = start { try await pass(from: serverProxyEnd, to: proxyEnd, changes) }
      let (client, server) = try await securePair(over: (clientEnd, serverEnd), certificates.client(), certificates.server())
      try await server.write("first")
      #expect(try await client.readText(5) == "first")
      changes.begin()
      try await server.write("second")
      let error = await #expect(throws: IOError.self) { _ = try await client.read(count: 6) }
      #expect(error?.description == "TLS with localhost: bytes were changed on their way")
      client.close()
      server.close()
      _ = await (there.result, back.result)
    }
  }

  @Test func `a connection that breaks at any byte of the handshake ends it, on both sides`() async throws {
    guard let certificates else { return }
    let generator = SeededGenerator(for: "cut handshakes")
    try await onLoop {
      let server = try certificates.server()
      for count in stride(from: 0, to: 2400, by: 7) {
        let (one, other) = try MemoryTransport.pair()
        let cut = FaultTransport(one, .init(resetAfter: count), using: generator)
        let accepting = start { try await TLSTransport.accept(over: other, server, deadline: .generous) }
        if let client = try? await TLSTransport.connect(over: cut, to: "localhost", certificates.client(), deadline: .generous) {
          // The handshake was over; the tickets that follow it, or what is read, is cut.
          await #expect(throws: IOError.self) { while true { try await client.write(String(repeating: "x", count: 1000)) } }
          client.close()
        }
        if case .success(let transport) = await accepting.result {
          await #expect(throws: IOError.self) { while try await transport.read(count: 1000) != [] {} }
          transport.close()
        }
      }
    }
  }

  private func expectRefusal(_ sentence: String, _ client: TLSClientContext, _ server: TLSServerContext, host: String = "localhost") async throws {
    try await onLoop {
      let (clientEnd, serverEnd) = try MemoryTransport.pair()
      let error = await #expect(throws: IOError.self) { _ = try await securePair(over: (clientEnd, serverEnd), client, server, host: host) }
      #expect(error?.description == sentence)
      // The transport beneath is closed on both sides.
      await #expect(throws: IOError.closed) { try await clientEnd.write("x") }
      await #expect(throws: IOError.closed) { try await serverEnd.write("x") }
    }
  }
}

/// Whether bytes that pass are changed.
private final class Changes: @unchecked Sendable {
  private(set) var areMade = false
  func begin() { areMade = true }
}

/// Passes what comes on, the last byte of each piece changed where that is asked for.
private func pass(from source: any Transport, to destination: any Transport, _ changes: Changes) async throws {
  let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 65_536, alignment: 1)
  defer { buffer.deallocate() }
  while true {
    let count = try await source.read(into: buffer, deadline: .generous)
    if count == 0 { break }
    if changes.areMade { buffer[count - 1] ^= 1 }
    try await destination.write(UnsafeRawBufferPointer(rebasing: buffer.prefix(count)), deadline: .generous)
  }
  destination.finishWriting()
}
