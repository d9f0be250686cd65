import IO
import IOTesting
import PostgresTesting
import TLS
import TestSupport
import Testing

@testable import Postgres

/// The real server over TLS.
@Suite struct SecureSessionTests {
  /// Runs the body on an event loop, with a cluster that has TLS.
  private func withCluster(_ body: @Sendable (SecureCluster) async throws -> Void) async throws {
    guard let server = try await SecureCluster.shared() else { return }
    try await TestDatabase.loops.all[0].run { try await body(server) }
  }

  private func error(_ configuration: PostgresConfiguration) async -> PostgresError? {
    guard case .failure(let error) = await SecureCluster.outcome(configuration) else { return nil }
    return error
  }

  // MARK: sslmode

  /// What a session has to be known for: each mode at a host that the certificate is for, and at one that it is not for, with the server's
  /// authority, another one, and none.
  @Test func `each mode gives the session that libpq gives`() async throws {
    try await withCluster { server in
      for mode in PostgresTLS.Mode.allCases {
        for role in mode.takesPlain ? ["secure", "plain", "scram"] : ["secure"] {
          for authority in mode.takesPlain ? [nil] : [nil, "ca", "other"] {
            for host in ["localhost", "127.0.0.2"] {
              let file = authority.map { server.certificates.certificate($0) } ?? "/nowhere"
              let url =
                "postgresql://\(role):pencil@\(host):\(server.cluster.port)/postgres?sslmode=\(mode.rawValue)&sslrootcert=\(file)&connect_timeout=60"
              let theirs = try? await server.cluster.run("psql", "-X", "-w", "-A", "-t", "-c", SecureCluster.question, url)
              let ours = await SecureCluster.outcome(server.configuration(host, role: role, server.tls(mode, trusting: authority)))
              #expect(
                (try? ours.get()) == theirs?.filter { !$0.isNewline },
                "sslmode=\(mode.rawValue), \(authority ?? "no authority"), \(role) at \(host): \(ours)")
            }
          }
        }
      }
    }
  }

  @Test(arguments: [
    (PostgresTLS.Mode.require, "other", "localhost", "which is no authority that is trusted here"),
    (.verifyCA, "other", "localhost", "which is no authority that is trusted here"),
    (.verifyFull, "ca", "127.0.0.2", "the certificate is for another host: localhost, *.wild.test, 127.0.0.1, ::1"),
  ])
  func `a server that is not trusted is told why`(mode: PostgresTLS.Mode, authority: String, host: String, part: String) async throws {
    try await withCluster { server in
      let error = await error(server.configuration(host, role: "secure", server.tls(mode, trusting: authority)))
      #expect(error?.kind == .connectionFailed && error?.message.contains(part) == true, "\(String(describing: error))")
    }
  }

  @Test func `a server without TLS is taken as it is where that will do`() async throws {
    guard let cluster = try await PostgresCluster.make(for: "SecureSessionTests", at: ["127.0.0.1"]) else { return }
    try await cluster.admit(by: "host all all all trust")
    try await cluster.restart()
    try await TestDatabase.loops.all[0].run {
      for mode in PostgresTLS.Mode.allCases {
        var configuration = PostgresConfiguration(hosts: [.init("127.0.0.1", port: cluster.port)], user: "postgres")
        configuration.tls = PostgresTLS(mode, trusting: .system)
        if mode != .verifyFull { configuration.tls = PostgresTLS(mode, trusting: mode == .verifyCA ? .file("/nowhere") : nil) }
        switch await SecureCluster.outcome(configuration) {
        case .success(let version): #expect(version == "plain" && mode.takesPlain)
        case .failure(let error):
          #expect(error.kind == .connectionFailed && error.message.contains("the server has no TLS") && !mode.takesPlain, "\(error)")
        }
      }
      // Over a Unix socket there is none, whatever is asked for.
      let configuration = try PostgresConfiguration(cluster.url("postgres") + "&sslmode=verify-full")
      #expect(try await SecureCluster.outcome(configuration).get() == "plain")
    }
  }

  // MARK: authentication

  @Test(arguments: PostgresTLS.ChannelBinding.allCases)
  func `a password is proven, bound to the server's certificate or not`(binding: PostgresTLS.ChannelBinding) async throws {
    try await withCluster { server in
      var configuration = server.configuration(role: "scram", server.tls(.verifyFull, binding))
      let version = try await SecureCluster.outcome(configuration).get()
      #expect(version == "TLSv1.3")
      configuration.password = "pen"
      let wrong = await error(configuration)
      #expect(wrong?.sqlState == "28P01")
    }
  }

  @Test func `a binding that is required is not done without`() async throws {
    try await withCluster { server in
      let trusted = await error(server.configuration(role: "secure", server.tls(.verifyFull, .require)))
      #expect(trusted?.message.contains("asks for no proof") == true)
      let sent = await error(server.configuration(role: "cleartext", server.tls(.verifyFull, .require)))
      #expect(sent?.message.contains("asks for the password as it is") == true)
      let plain = await error(server.configuration(role: "scram", server.tls(.disable, .require)))
      #expect(plain?.kind == .invalid && plain?.message.contains("sslmode=disable") == true)
    }
  }

  @Test func `a password is sent as it is to a server that was verified, and to no other`() async throws {
    try await withCluster { server in
      for (tls, part) in [
        (server.tls(.verifyFull), nil), (server.tls(.require), nil), (server.tls(.require, trusting: nil), "nobody has verified"),
        (server.tls(.disable), "over TLS or a Unix socket alone"),
      ] as [(PostgresTLS, String?)] {
        let error = await error(server.configuration(role: "cleartext", tls))
        if let part { #expect(error?.kind == .invalid && error?.message.contains(part) == true) } else { #expect(error == nil) }
      }
    }
  }

  @Test func `a client is let in by its certificate`() async throws {
    try await withCluster { server in
      let (certificates, role) = (server.certificates, "Client One")
      let identity = TLSIdentity(certificateFile: certificates.certificate("client"), keyFile: certificates.key("client"))
      let authority = TLSClientConfiguration.Trust.file(certificates.certificate("ca"))
      let known = server.configuration(role: role, PostgresTLS(.verifyFull, trusting: authority, as: identity))
      let version = try await SecureCluster.outcome(known).get()
      #expect(version == "TLSv1.3")
      let unknown = await error(server.configuration(role: role, PostgresTLS(.verifyFull, trusting: authority)))
      #expect(unknown?.sqlState == "28000")
      let missing = TLSIdentity(certificateFile: certificates.certificate("client"), keyFile: "/nowhere")
      let error = await error(server.configuration(role: role, PostgresTLS(.prefer, as: missing)))
      #expect(error?.kind == .invalid && error?.message.contains("cannot open /nowhere") == true)
    }
  }

  /// Somebody who has TLS with both sides, and a certificate of another name, reads all and can change it.
  @Test func `who stands in between is noticed by the binding alone, also where the server's offer of it is taken away`() async throws {
    try await withCluster { server in
      let identity = TLSIdentity(certificateFile: server.certificates.certificate("second"), keyFile: server.certificates.key("second"))
      let context = try TLSServerContext(TLSServerConfiguration(identity))
      for takesOfferAway in [false, true] {
        try await ScriptedServer.run { peer in
          try await peer.secure(context)
          try await passOn(peer, to: server, takesOfferAway: takesOfferAway)
        } _: { place in
          for binding in PostgresTLS.ChannelBinding.allCases {
            var configuration = server.configuration(role: "scram", server.tls(.require, trusting: nil, binding))
            configuration.hosts = place.hosts
            let error = await error(configuration)
            switch (binding, takesOfferAway) {
            case (.disable, _): #expect(error == nil, "nobody notices")
            case (.prefer, _), (.require, false): #expect(error?.report?.message.contains("channel binding") == true, "\(String(describing: error))")
            case (.require, true): #expect(error?.message.contains("does not offer it") == true)
            }
          }
        }
      }
    }
  }

  // MARK: use

  @Test func `a statement is cancelled over TLS, and the connection stays in step`() async throws {
    try await withCluster { server in
      let connection = try await PostgresConnection.connect(server.configuration(role: "secure", server.tls(.verifyFull)))
      for _ in 0..<5 {
        let error = await #expect(throws: PostgresError.self) {
          try await connection.execute("SELECT pg_sleep(\(600))", deadline: .after(.milliseconds(30)))
        }
        #expect(error?.kind == .timedOut)
        try await connection.checkStep()
      }
      #expect(connection.cancellations == 5 && connection.isOpen)
      connection.close()
    }
  }

  @Test func `much goes both ways at once, in and out`() async throws {
    try await withCluster { server in
      let connection = try await PostgresConnection.connect(server.configuration(role: "secure", server.tls(.verifyFull)))
      defer { connection.close() }
      let text = String(repeating: "x", count: 100_000)
      let results = try await connection.pipeline((0..<100).map { _ in "SELECT repeat(\("y"), 100000), \(text)::text" })
      #expect(results.count == 100)
      try await connection.run(script: "CREATE TEMP TABLE numbers (n int8)")
      let copied = try await connection.copyIn(into: SQLIdentifier("numbers"), columns: ["n"]) { writer in
        for n in 0..<100_000 { try await writer.row(n) }
      }
      #expect(copied.rows == 100_000)
      let sum = try await connection.stream("SELECT n FROM numbers", as: Int.self) { rows in
        var sum = 0
        while let n = try await rows.next() { sum += n }
        return sum
      }
      #expect(sum == 100_000 * 99_999 / 2)
    }
  }

  @Test func `a session that the server ends is told from one that was cut short`() async throws {
    try await withCluster { server in
      let connection = try await PostgresConnection.connect(server.configuration(role: "secure", server.tls(.verifyFull)))
      try await server.cluster.run(
        "psql", "-X", "-q", "-c", "SELECT pg_terminate_backend(\(connection.process), 60000)",
        "host=\(server.cluster.socketFolder) port=\(server.cluster.port) user=postgres")
      let error = await #expect(throws: PostgresError.self) { try await connection.execute("SELECT 1") }
      #expect(error?.kind == .serverShutDown || error?.kind == .connectionLost)
      #expect(!connection.isOpen)
    }
  }
}

/// Passes on what client and server say, over TLS with the server, until one of them ends.
private func passOn(_ peer: ScriptedServer.Peer, to server: SecureCluster, takesOfferAway: Bool) async throws {
  let client = peer.transport
  let socket = try await Connector.connect(to: .ip("127.0.0.1", port: server.cluster.port), deadline: .generous)
  let behind = try await Encryption(host: "localhost", tls: server.tls(.verifyFull)).secure(socket, until: .generous)
  let there = start {
    defer { behind.close() }
    try await pass(from: client, to: behind)
  }
  let reader = BufferedReader(behind)
  let head = try await reader.read(5, deadline: .generous)
  var offer = try await reader.read(Int(head[4]) - 4, deadline: .generous)
  if takesOfferAway { offer = Scripted.number(Int32(10)) + Scripted.text("SCRAM-SHA-256") + [0] }
  try await client.write(Scripted.message("R", offer), deadline: .generous)
  try? await pass(from: behind, to: client)
  client.close()
  _ = await there.result
}

private func pass(from source: any Transport, to destination: any Transport) async throws {
  let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 16_384, alignment: 1)
  defer { buffer.deallocate() }
  while true {
    let count = try await source.read(into: buffer, deadline: .generous)
    if count == 0 { return }
    try await destination.write(UnsafeRawBufferPointer(rebasing: buffer.prefix(count)), deadline: .generous)
  }
}
