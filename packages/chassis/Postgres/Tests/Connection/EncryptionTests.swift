import IO
import IOTesting
import TLS
import TestSupport
import Testing

@testable import Postgres

/// The request for TLS, and what follows it, with a server that does what the test wants.
@Suite struct EncryptionTests {
  private let certificates: TestCertificates?

  init() throws { certificates = try TestCertificates.make(for: "EncryptionTests") }

  private func server(_ name: String = "server") throws -> TLSServerContext {
    let certificates = certificates!
    return try TLSServerContext(
      TLSServerConfiguration(TLSIdentity(certificateFile: certificates.certificate(name), keyFile: certificates.key(name))))
  }

  private func client(_ mode: PostgresTLS.Mode, trusting authority: String? = nil, _ binding: PostgresTLS.ChannelBinding = .prefer) -> PostgresTLS {
    PostgresTLS(mode, trusting: authority.map { .file(certificates!.certificate($0)) }, channelBinding: binding)
  }

  /// The error of a client with such TLS, at a server that treats its connections so.
  private func failure(
    _ tls: PostgresTLS, deadline: Deadline = .generous, _ serve: @escaping @Sendable (ScriptedServer.Peer) async throws -> Void
  ) async throws -> PostgresError? {
    let failures = Gathered<PostgresError>()
    try await ScriptedServer.run(serve) { configuration in
      var configuration = configuration
      configuration.tls = tls
      do throws(PostgresError) {
        try await PostgresConnection.connect(configuration, deadline: deadline).close()
      } catch {
        failures.add(error)
      }
    }
    return failures.all.first
  }

  @Test(
    arguments: [
      ("N", .require, .connectionFailed, "the server has no TLS"), ("N", .verifyFull, .connectionFailed, "the server has no TLS"),
      ("SX", .require, .protocolViolation, "somebody may stand in between"), ("SX", .prefer, .protocolViolation, "somebody may stand in between"),
      ("NX", .prefer, .protocolViolation, "somebody may stand in between"), ("X", .prefer, .protocolViolation, "the byte 88"),
      ("Ecannot fork", .require, .connectionFailed, "with an error"), ("Ecannot fork", .prefer, .connectionFailed, "with an error"),
      ("", .require, .connectionFailed, "ended"), ("", .prefer, .connectionFailed, "ended"),
    ] as [(String, PostgresTLS.Mode, PostgresError.Kind, String)])
  func `an answer that is no yes is an error, and is not followed by a session`(
    answer: String, mode: PostgresTLS.Mode, kind: PostgresError.Kind, part: String
  ) async throws {
    guard certificates != nil else { return }
    let connections = Gathered<Int32>()
    let error = try await failure(client(mode, trusting: "ca")) { peer in
      connections.add(try await peer.startup())
      try await peer.send(Array(answer.utf8))
      if !answer.isEmpty { try await peer.waitForEnd() }
    }
    #expect(error?.kind == kind && error?.message.contains(part) == true, "\(String(describing: error))")
    #expect(error?.message.contains("fork") == false)
    #expect(connections.all == [Scripted.sslRequest])
  }

  @Test(arguments: [PostgresTLS.Mode.allow, .prefer])
  func `without TLS the session goes on where that will do`(mode: PostgresTLS.Mode) async throws {
    let codes = Gathered<Int32>()
    let error = try await failure(PostgresTLS(mode)) { peer in
      codes.add(try await peer.startup())
      if codes.all.last == Scripted.sslRequest {
        try await peer.send(Array("N".utf8))
        codes.add(try await peer.startup())
      }
      try await peer.send(Scripted.session)
      try await peer.waitForEnd()
    }
    #expect(error == nil)
    #expect(codes.all == (mode == .allow ? [Scripted.version] : [Scripted.sslRequest, Scripted.version]))
  }

  @Test func `bytes that come after the yes are taken for no TLS, whatever they are`() async throws {
    let error = try await failure(PostgresTLS(.require)) { peer in
      _ = try await peer.startup()
      try await peer.send(Array("S".utf8))
      // The client has begun its handshake.
      _ = try? await peer.read(1)
      try await peer.send(Scripted.session)
      try await peer.waitForEnd()
    }
    #expect(error?.kind == .connectionFailed && error?.message.contains("no TLS") == true, "\(String(describing: error))")
  }

  @Test(arguments: [PostgresTLS.Mode.prefer, .require])
  func `a handshake that fails ends in a session without TLS where that will do`(mode: PostgresTLS.Mode) async throws {
    let codes = Gathered<Int32>()
    let error = try await failure(PostgresTLS(mode)) { peer in
      let code = try await peer.startup()
      codes.add(code)
      try await peer.send(code == Scripted.sslRequest ? Array("S".utf8) : Scripted.session)
      if code != Scripted.sslRequest { return try await peer.waitForEnd() }
      _ = try? await peer.read(1)
      try await peer.send(Array("no handshake".utf8))
    }
    #expect(codes.all == (mode == .prefer ? [Scripted.sslRequest, Scripted.version] : [Scripted.sslRequest]))
    #expect((error == nil) == (mode == .prefer))
  }

  @Test func `a server that refuses the session one way is tried the other way, and both reasons are told`() async throws {
    guard certificates != nil else { return }
    for mode in [PostgresTLS.Mode.allow, .prefer, .require] {
      let ways = Gathered<String>()
      let context = try server()
      let error = try await failure(client(mode)) { peer in
        var isSecure = false
        if try await peer.startup() == Scripted.sslRequest {
          try await peer.secure(context, isAsked: true)
          isSecure = true
          _ = try await peer.startup()
        }
        ways.add(isSecure ? "TLS" : "plain")
        try await peer.send(Scripted.error("28000", "FATAL", isSecure ? "not with TLS" : "not without TLS"))
      }
      #expect(ways.all == (mode == .allow ? ["plain", "TLS"] : mode == .prefer ? ["TLS", "plain"] : ["TLS"]))
      #expect(error?.sqlState == "28000")
      #expect(error?.message.contains("not with TLS") == true)
      #expect(error?.message.contains("not without TLS") == (mode != .require))
    }
  }

  @Test func `a wrong password is tried once`() async throws {
    guard certificates != nil else { return }
    let context = try server()
    let attempts = Gathered<Int>()
    let error = try await failure(client(.prefer)) { peer in
      try await peer.secure(context)
      _ = try await peer.startup()
      attempts.add(1)
      try await peer.send(Scripted.error("28P01", "FATAL"))
    }
    #expect(error?.sqlState == "28P01" && attempts.all.count == 1)
  }

  @Test func `a request to cancel goes over TLS where the session does`() async throws {
    guard certificates != nil else { return }
    let context = try server()
    let cancelled = Gathered<Int32>()
    try await ScriptedServer.run { peer in
      try await peer.secure(context)
      let code = try await peer.startup()
      if code == Scripted.cancelRequest { return cancelled.add(code) }
      try await peer.send(Scripted.session)
      try await peer.messages(until: "S")
      // The statement does not end before it is cancelled, and then an empty query follows.
      try await wait { !cancelled.all.isEmpty }
      try await peer.send(Scripted.error("57014") + Scripted.ready)
      try await peer.messages(until: "Q")
      try await peer.send(Scripted.message("I") + Scripted.ready)
      try await peer.messages(until: "S")
      // The statement that was not prepared is closed first.
      try await peer.send(Scripted.message("3") + Scripted.prepared + Scripted.ready)
      try await peer.messages(until: "S")
      try await peer.send(Scripted.rows([7]) + Scripted.ready)
      try await peer.waitForEnd()
    } _: { configuration in
      var configuration = configuration
      configuration.tls = client(.verifyFull, trusting: "ca")
      configuration.hosts[0].name = "localhost"
      configuration.cancelTimeout = .seconds(60)
      let connection = try await PostgresConnection.connect(configuration, deadline: .generous)
      let error = await #expect(throws: PostgresError.self) { try await connection.execute("SELECT 1", deadline: .after(.milliseconds(20))) }
      #expect(error?.kind == .timedOut)
      #expect(try await connection.first("SELECT n", as: Int.self, deadline: .generous) == 7)
      #expect(cancelled.all == [Scripted.cancelRequest])
      connection.close()
    }
  }

  @Test func `a certificate without a hash of its own is told, and taken where nothing is bound to it`() async throws {
    guard certificates != nil else { return }
    let context = try server("edwards")
    for binding in PostgresTLS.ChannelBinding.allCases {
      let firsts = Gathered<String>()
      let tls = client(.require, binding)
      try await ScriptedServer.run { peer in
        try await peer.secure(context)
        _ = try await peer.startup()
        try await peer.send(
          Scripted.message("R", Scripted.number(Int32(10)) + Scripted.text("SCRAM-SHA-256-PLUS") + Scripted.text("SCRAM-SHA-256") + [0]))
        firsts.add(String(decoding: try await peer.message().body, as: UTF8.self))
      } _: { configuration in
        var configuration = configuration
        (configuration.tls, configuration.password) = (tls, "pencil")
        let error = await #expect(throws: PostgresError.self) { try await PostgresConnection.connect(configuration, deadline: .generous) }
        #expect(error?.message.contains("Ed25519") == (binding != .disable))
      }
      #expect(firsts.all.count == (binding == .disable ? 1 : 0))
      #expect(firsts.all.allSatisfy { $0.hasPrefix("SCRAM-SHA-256\0") && $0.contains("n,,n=") })
    }
  }

  @Test func `a server that is silent is given up at the deadline, before and in the handshake`() async throws {
    for answer in ["", "S"] {
      let error = try await failure(PostgresTLS(.prefer), deadline: .after(.milliseconds(200))) { peer in
        _ = try await peer.startup()
        try await peer.send(Array(answer.utf8))
        try await peer.waitForEnd()
      }
      #expect(error?.kind == .timedOut)
    }
  }

  @Test func `a task that is cancelled in the handshake does not wait on`() async throws {
    let asked = Gathered<Int32>()
    try await ScriptedServer.run { peer in
      asked.add(try await peer.startup())
      try await peer.send(Array("S".utf8))
      try await peer.waitForEnd()
    } _: { configuration in
      var configuration = configuration
      configuration.tls = PostgresTLS(.prefer)
      let task = Task(executorPreference: EventLoop.current) { [configuration] in
        try await PostgresConnection.connect(configuration, deadline: .generous)
      }
      try await wait { !asked.all.isEmpty }
      task.cancel()
      let result = await task.result
      let error = #expect(throws: PostgresError.self) { try result.get() }
      #expect(error?.kind == .cancelled)
      // It is not tried without TLS either.
      #expect(asked.all == [Scripted.sslRequest])
    }
  }

  @Test func `a stream that is cut at any byte of the handshake or after it is an error, and nothing waits for ever`() async throws {
    guard certificates != nil else { return }
    let context = try server()
    let tls = client(.verifyCA, trusting: "ca")
    let generator = SeededGenerator(for: "EncryptionTests.cuts")
    var last: PostgresError?
    for count in stride(from: 0, to: 4000, by: 37) {
      let error = try await failure(tls) { peer in
        peer.wrap { FaultTransport($0, .init(resetAfter: count), using: generator) }
        try await peer.secure(context)
        _ = try await peer.startup()
        try await peer.send(Scripted.session)
        try await peer.waitForEnd()
      }
      if let error { #expect([.connectionFailed, .protocolViolation].contains(error.kind), "\(error)") }
      if count == 0 { #expect(error != nil) }
      last = error
    }
    // All of it is shorter than the last of the lengths.
    #expect(last == nil)
  }

  @Test func `short reads and writes, and stalls, change nothing`() async throws {
    guard certificates != nil else { return }
    let context = try server()
    let tls = client(.verifyCA, trusting: "ca")
    var generator = SeededGenerator(for: "EncryptionTests.stalls")
    for _ in 0..<20 {
      let seed = generator.next()
      let error = try await failure(tls) { peer in
        peer.wrap { FaultTransport($0, .init(short: 0.5, stall: 0.4), using: SeededGenerator(seed: seed)) }
        try await peer.secure(context)
        _ = try await peer.startup()
        try await peer.send(Scripted.session)
        try await peer.waitForEnd()
      }
      #expect(error == nil)
    }
  }
}
