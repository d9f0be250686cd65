import IO
import IOTesting
import TLS
import TestSupport
import Testing

struct HandshakeTests {
  private let certificates: TestCertificates?

  init() throws { certificates = try TestCertificates.make(for: "TLS handshakes") }

  @Test(arguments: ["localhost", "LOCALHOST.", "a.wild.test", "127.0.0.1", "::1"])
  func `a name, a wildcard and an address that the certificate is for are accepted`(host: String) async throws {
    guard let certificates else { return }
    try await onLoop {
      let (client, server) = try await securePair(over: MemoryTransport.pair(), certificates.client(), certificates.server(), host: host)
      #expect(client.version == "TLSv1.3" && server.version == "TLSv1.3")
      #expect(client.applicationProtocol == nil && server.applicationProtocol == nil)
      #expect(client.peerCertificate?.commonName == "server.test" && server.peerCertificate == nil)
      client.close()
      server.close()
    }
  }

  @Test func `both sides agree on the server's preferred protocol, and on none where the client offers none`() async throws {
    guard let certificates else { return }
    try await onLoop {
      let server = try certificates.server(protocols: ["http/1.1", "postgresql"])
      for (offered, agreed) in [(["h2", "postgresql", "http/1.1"], "http/1.1"), (["postgresql"], "postgresql"), ([], nil)] as [([String], String?)] {
        let (one, other) = try await securePair(over: MemoryTransport.pair(), certificates.client(protocols: offered), server)
        #expect(one.applicationProtocol == agreed && other.applicationProtocol == agreed)
        one.close()
        other.close()
      }
      let (clientEnd, serverEnd) = try MemoryTransport.pair()
      let error = await #expect(throws: IOError.self) {
        _ = try await securePair(over: (clientEnd, serverEnd), certificates.client(protocols: ["h2"]), server)
      }
      #expect(
        error?.description == "TLS with localhost: the peer speaks none of our protocols over TLS (alert no_application_protocol)")
    }
  }

  @Test func `a session is resumed by a later connection, once each, and without its context never`() async throws {
    guard let certificates else { return }
    try await onLoop {
      let (client, server) = (try certificates.client(), try certificates.server())
      func connect(_ client: TLSClientContext, host: String = "localhost") async throws -> Bool {
        let (one, other) = try await securePair(over: MemoryTransport.pair(), client, server, host: host)
        try await other.write("x")
        #expect(try await one.readText(1) == "x")
        #expect(one.isResumed == other.isResumed)
        #expect(one.peerCertificate?.commonName == "server.test")
        defer {
          one.close()
          other.close()
        }
        return one.isResumed
      }
      #expect(try await !connect(client))
      #expect(try await connect(client))
      #expect(try await connect(client))
      #expect(try await !connect(client, host: "127.0.0.1"))
      #expect(try await !connect(certificates.client()))
    }
  }

  @Test func `a client's certificate is verified, and its names can be read, also when the session is resumed`() async throws {
    guard let certificates else { return }
    try await onLoop {
      let server = try certificates.server(clients: .required(authorities: certificates.certificate("ca")))
      let client = try certificates.client(as: "client")
      for isResumed in [false, true] {
        let (one, other) = try await securePair(over: MemoryTransport.pair(), client, server)
        try await other.write("x")
        #expect(try await one.readText(1) == "x")
        #expect(other.isResumed == isResumed)
        let peer = try #require(other.peerCertificate)
        #expect(peer.commonName == "Client One" && peer.name == "Client One" && peer.dnsNames == ["client.test"])
        #expect(peer.uris == ["spiffe://test/client"] && peer.fingerprint.count == 32)
        one.close()
        other.close()
      }
    }
  }

  @Test func `a client without a certificate, or with a bad one, is refused where one is required, and told why`() async throws {
    guard let certificates else { return }
    try await onLoop {
      let required = try certificates.server(clients: .required(authorities: certificates.certificate("ca")))
      let optional = try certificates.server(clients: .optional(authorities: certificates.certificate("ca")))
      for (server, identity, whatServerSays, whatClientSays) in [
        (
          required, nil, "the client has shown no certificate, and one is required",
          "the peer requires a certificate, and none was shown (alert certificate_required)"
        ),
        (
          required, "self", "the certificate is signed by itself alone, and is not among those trusted here",
          "the peer refused our certificate, whose authority it does not trust (alert unknown_ca)"
        ),
        (
          optional, "expired", "the certificate expired at 2020-02-01 00:00:00Z",
          "the peer refused our certificate, which has expired (alert certificate_expired)"
        ),
        (
          optional, "server", "the certificate is for another purpose",
          "the peer refused our certificate, whose kind it does not take (alert unsupported_certificate)"
        ),
      ] as [(TLSServerContext, String?, String, String)] {
        let (clientEnd, serverEnd) = try MemoryTransport.pair(peer: .ip("10.1.2.3", port: 4))
        let accepting = start { try await TLSTransport.accept(over: serverEnd, server, deadline: .generous) }
        let client = try await TLSTransport.connect(over: clientEnd, to: "localhost", certificates.client(as: identity), deadline: .generous)
        let refused = await #expect(throws: IOError.self) { _ = try await accepting.value }
        #expect(refused?.description == "TLS with 10.1.2.3:4: \(whatServerSays)")
        // In TLS 1.3 the client's handshake is over before the server has seen its certificate.
        let told = await #expect(throws: IOError.self) { _ = try await client.read(count: 1) }
        #expect(told?.description == "TLS with localhost: \(whatClientSays)")
        client.close()
      }
      let (one, other) = try await securePair(over: MemoryTransport.pair(), certificates.client(), optional)
      #expect(other.peerCertificate == nil)
      one.close()
      other.close()
    }
  }

  @Test func `both sides have the same data to bind a channel with, and none where nothing is defined`() async throws {
    guard let certificates else { return }
    try await onLoop {
      for (name, authority, count) in [("server", "ca", 32), ("edwards", "edwards", nil)] as [(String, String, Int?)] {
        let (one, other) = try await securePair(
          over: MemoryTransport.pair(), certificates.client(trusting: authority), certificates.server(name))
        #expect(one.serverEndPoint == other.serverEndPoint && one.serverEndPoint?.count == count)
        one.close()
        other.close()
      }
    }
  }

  @Test func `a handshake ends at its deadline, and when it is cancelled, and the base is closed`() async throws {
    guard let certificates else { return }
    try await onLoop {
      let context = try certificates.client()
      let (one, other) = try MemoryTransport.pair()
      await #expect(throws: IOError.timedOut) {
        _ = try await TLSTransport.connect(over: one, to: "localhost", context, deadline: .after(.milliseconds(20)))
      }
      await #expect(throws: IOError.closed) { try await one.write("x") }
      let (third, fourth) = try MemoryTransport.pair()
      let accepting = start { try await TLSTransport.accept(over: third, certificates.server(), deadline: .generous) }
      for _ in 0..<5 { await EventLoop.current?.yield() }
      accepting.cancel()
      await #expect(throws: IOError.cancelled) { _ = try await accepting.value }
      other.close()
      fourth.close()
    }
  }

  @Test func `away from a loop there is no connection`() async throws {
    guard let certificates else { return }
    let context = try certificates.client()
    try await onLoop {
      let (one, _) = try MemoryTransport.pair()
      let error = await Task.detached {
        await #expect(throws: IOError.self) { _ = try await TLSTransport.connect(over: one, to: "localhost", context, deadline: .generous) }
      }.value
      #expect(error == .noLoop)
    }
  }
}
