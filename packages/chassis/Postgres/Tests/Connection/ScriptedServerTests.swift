import IO
import TestSupport
import Testing

@testable import Postgres

@Suite struct ScriptedServerTests {
  @Test func `messages are understood wherever they are cut`() async throws {
    let answer = Scripted.prepared + Scripted.ready
    let rows = Scripted.rows([1, 2, 3]) + Scripted.ready
    for cut in stride(from: 1, to: Scripted.session.count + answer.count + rows.count, by: 1) {
      try await ScriptedServer.run { peer in
        _ = try await peer.startup()
        var left = cut
        func send(_ bytes: [UInt8]) async throws {
          if left > 0, left < bytes.count {
            try await peer.send(Array(bytes[..<left]))
            await EventLoop.current?.yield()
            try await peer.send(Array(bytes[left...]))
          } else {
            try await peer.send(bytes)
          }
          left -= bytes.count
        }
        try await send(Scripted.session)
        try await peer.messages(until: "S")
        try await send(answer)
        try await peer.messages(until: "S")
        try await send(rows)
        try await peer.waitForEnd()
      } _: { configuration in
        let connection = try await PostgresConnection.connect(configuration, deadline: .generous)
        #expect(try await connection.query("SELECT n", as: Int.self, deadline: .generous) == [1, 2, 3])
        connection.close()
      }
    }
  }

  @Test func `a stream that ends anywhere is an error, and nothing waits for ever`() async throws {
    let all = Scripted.session + Scripted.prepared + Scripted.ready + Scripted.rows([1, 2]) + Scripted.ready
    for end in stride(from: 0, to: all.count, by: 3) {
      try await ScriptedServer.run { peer in
        _ = try await peer.startup()
        try await peer.send(Array(all[..<end]))
      } _: { configuration in
        await #expect(throws: PostgresError.self) {
          let connection = try await PostgresConnection.connect(configuration, deadline: .generous)
          defer { connection.close() }
          _ = try await connection.query("SELECT n", as: Int.self, deadline: .generous)
        }
      }
    }
  }

  @Test func `garbage is an error, and the connection is closed`() async throws {
    var generator = SeededGenerator(for: "ScriptedServerTests")
    let all = Scripted.session + Scripted.prepared + Scripted.ready + Scripted.rows([1, 2]) + Scripted.ready
    for _ in 0..<150 {
      let bytes = generator.mutated(all)
      try await ScriptedServer.run { peer in
        _ = try await peer.startup()
        try await peer.send(bytes)
      } _: { configuration in
        var configuration = configuration
        configuration.cancelTimeout = .milliseconds(200)
        do {
          let connection = try await PostgresConnection.connect(configuration, deadline: .generous)
          defer { connection.close() }
          _ = try await connection.query("SELECT n", as: Int.self, deadline: .generous)
        } catch is PostgresError {}
      }
    }
  }

  @Test(
    arguments: [
      (Scripted.message("R", Scripted.number(Int32(3))), "TLS or a Unix socket"),
      (Scripted.message("R", Scripted.number(Int32(5)) + [1, 2, 3, 4]), "md5"),
      (Scripted.message("R", Scripted.number(Int32(7))), "GSSAPI"),
      (Scripted.message("R", Scripted.number(Int32(10)) + Scripted.text("OTHER") + [0]), "OTHER"),
      (Scripted.message("R", Scripted.number(Int32(12)) + Array("v=x".utf8)), "may not come now"), (Scripted.ready, "before the session"),
      (Scripted.error("57P03", "FATAL"), "it went wrong"),
      (Scripted.authenticated + Scripted.message("S", Scripted.text("client_encoding") + Scripted.text("LATIN1")) + Scripted.ready, "LATIN1"),
    ] as [([UInt8], String)])
  func `a server that asks for what this client does not do is refused`(bytes: [UInt8], part: String) async throws {
    try await ScriptedServer.run { peer in
      _ = try await peer.startup()
      try await peer.send(bytes)
      try await peer.waitForEnd()
    } _: { configuration in
      var configuration = configuration
      configuration.password = "secret"
      let error = await #expect(throws: PostgresError.self) { try await PostgresConnection.connect(configuration, deadline: .generous) }
      #expect(error?.message.contains(part) == true, "\(String(describing: error))")
    }
  }

  @Test func `a server that leaves out its proof is refused`() async throws {
    try await ScriptedServer.run { peer in
      _ = try await peer.startup()
      try await peer.send(Scripted.message("R", Scripted.number(Int32(10)) + Scripted.text("SCRAM-SHA-256") + [0]))
      let first = String(decoding: try await peer.message().body, as: UTF8.self)
      let nonce = first.split(separator: "=").last!
      try await peer.send(Scripted.message("R", Scripted.number(Int32(11)) + Array("r=\(nonce)x,s=W22Z,i=1".utf8)))
      _ = try await peer.message()
      try await peer.send(Scripted.session)
      try await peer.waitForEnd()
    } _: { configuration in
      var configuration = configuration
      configuration.password = "secret"
      let error = await #expect(throws: PostgresError.self) { try await PostgresConnection.connect(configuration, deadline: .generous) }
      #expect(error?.kind == .protocolViolation)
    }
  }

  @Test func `an error and then the end is the end, and not a wait`() async throws {
    try await ScriptedServer.run { peer in
      _ = try await peer.startup()
      try await peer.send(Scripted.session)
      try await peer.messages(until: "S")
      try await peer.send(Scripted.error("XX000"))
    } _: { configuration in
      let connection = try await PostgresConnection.connect(configuration, deadline: .generous)
      let error = await #expect(throws: PostgresError.self) { try await connection.execute("SELECT 1", deadline: .generous) }
      #expect(error?.kind == .connectionLost)
      #expect(!connection.isOpen)
    }
  }

  @Test func `the next host is tried where one cannot be reached, and not where the password is wrong`() async throws {
    try await ScriptedServer.run { peer in
      _ = try await peer.startup()
      try await peer.send(Scripted.session)
      try await peer.waitForEnd()
    } _: { configuration in
      var configuration = configuration
      let good = configuration.hosts[0]
      // A listener that is closed again leaves a port at which nobody listens.
      let closed = try Listener.bind(.ip("127.0.0.1", port: 0))
      closed.close()
      configuration.hosts = [.init("127.0.0.1", port: closed.address.port!), good]
      try await PostgresConnection.connect(configuration, deadline: .generous).close()
      try await ScriptedServer.run { peer in
        _ = try await peer.startup()
        try await peer.send(Scripted.error("28P01", "FATAL"))
      } _: { wrong in
        var both = wrong
        both.hosts.append(good)
        let error = await #expect(throws: PostgresError.self) { try await PostgresConnection.connect(both, deadline: .generous) }
        #expect(error?.sqlState == "28P01")
      }
    }
  }

  /// What a server tells of itself, and who asks for what.
  @Test(
    arguments: [
      ("off", "off", [.any, .readWrite, .primary, .preferStandby]), ("on", "off", [.any, .readOnly, .standby, .preferStandby]),
      ("off", "on", [.any, .readOnly, .primary, .preferStandby]),
    ] as [(String, String, [PostgresConfiguration.SessionAttributes])])
  func `a server is taken if it is what is asked for`(standby: String, readOnly: String, takers: [PostgresConfiguration.SessionAttributes])
    async throws
  {
    try await ScriptedServer.run { peer in
      _ = try await peer.startup()
      try await peer.send(
        Scripted.authenticated + Scripted.message("S", Scripted.text("in_hot_standby") + Scripted.text(standby))
          + Scripted.message("S", Scripted.text("default_transaction_read_only") + Scripted.text(readOnly)) + Scripted.ready)
      try await peer.waitForEnd()
    } _: { configuration in
      for wish in PostgresConfiguration.SessionAttributes.allCases {
        var configuration = configuration
        configuration.sessionAttributes = wish
        do {
          try await PostgresConnection.connect(configuration, deadline: .generous).close()
          #expect(takers.contains(wish))
        } catch let error as PostgresError {
          #expect(!takers.contains(wish) && error.kind == .connectionFailed && error.message.contains(wish.rawValue))
        }
      }
    }
  }
}
