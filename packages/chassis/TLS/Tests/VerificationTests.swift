import IO
import IOTesting
import Platform
import TLS
import TestSupport
import Testing

/// Clients that verify less than everything.
struct VerificationTests {
  private let certificates: TestCertificates?

  init() throws { certificates = try TestCertificates.make(for: "TLS verification") }

  private func client(_ verification: ServerVerification, trusting authority: String = "ca") throws -> TLSClientContext {
    var configuration = TLSClientConfiguration()
    configuration.trust = .file(certificates!.certificate(authority))
    return try TLSClientContext(configuration, verifying: verification)
  }

  /// The common name of the server, as far as the client knows it; throws where it is refused.
  private func name(of server: String, _ client: TLSClientContext, host: String = "localhost") async throws -> String? {
    let (one, other) = try await securePair(over: MemoryTransport.pair(), client, certificates!.server(server), host: host)
    defer {
      one.close()
      other.close()
    }
    try await other.write("x")
    #expect(try await one.readText(1) == "x")
    #expect(one.serverEndPoint != nil && one.serverEndPoint == other.serverEndPoint)
    return one.peerCertificate?.commonName
  }

  @Test func `the authority alone takes any of its servers, and no other`() async throws {
    guard certificates != nil else { return }
    try await onLoop {
      for (server, host) in [
        ("server", "other.test"), ("server", "10.0.0.9"), ("server", "fe80::1%eth0"), ("wrong", "localhost"), ("nameless", "localhost"),
      ] {
        let known = try await name(of: server, client(.authorityOnly), host: host)
        #expect(known != nil)
        await #expect(throws: IOError.self) { try await name(of: server, client(.complete), host: host) }
      }
      for server in ["self", "expired", "early", "wronguse"] {
        await #expect(throws: IOError.self) { try await name(of: server, client(.authorityOnly)) }
      }
      await #expect(throws: IOError.self) { try await name(of: "server", client(.authorityOnly, trusting: "other")) }
    }
  }

  @Test func `where nothing is verified anybody is taken, and nobody's certificate is shown`() async throws {
    guard certificates != nil else { return }
    try await onLoop {
      let client = try client(.nothing, trusting: "other")
      for server in ["server", "wrong", "nameless", "self", "expired", "early", "wronguse"] {
        #expect(try await name(of: server, client) == nil)
      }
      // A server's session is no reason to believe more of it.
      #expect(try await name(of: "server", client) == nil)
    }
  }

  @Test func `a source makes its context once, and anew when a file has changed`() async throws {
    guard let certificates else { return }
    let folder = try TemporaryFolder()
    try await onLoop {
      var configuration = TLSClientConfiguration()
      configuration.trust = .file("\(folder.path)/ca.pem")
      let source = TLSClientSource(configuration)
      let missing = await #expect(throws: TLSError.self) { try await source.context() }
      #expect(missing?.description == "cannot open \(folder.path)/ca.pem: No such file or directory")
      try folder.link(certificates.certificate("other"), at: "ca.pem")
      let first = try await source.context()
      #expect(try await source.context() === first)
      await #expect(throws: IOError.self) { try await name(of: "server", first) }
      try File.remove("\(folder.path)/ca.pem")
      try folder.link(certificates.certificate("ca"), at: "ca.pem")
      let second = try await source.context()
      #expect(second !== first)
      #expect(try await name(of: "server", second) == "server.test")
    }
  }
}
