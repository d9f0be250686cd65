import PostgresTesting
import Testing

@testable import Postgres

@Suite struct AuthenticationTests {
  private func connect(_ role: String, _ password: String?) async throws -> PostgresError? {
    guard var configuration = try await TestDatabase.configuration(for: "AuthenticationTests", role: role) else { return nil }
    configuration.password = password
    return await TestDatabase.loops.all[0].run { [configuration] in
      do throws(PostgresError) {
        let connection = try await PostgresConnection.connect(configuration)
        let user = try await connection.first("SELECT current_user::text", as: String.self)
        connection.close()
        return user == role ? nil : PostgresError(.invalid, "the session is \(user ?? "")'s")
      } catch {
        return error
      }
    }
  }

  @Test func `passwords are proven by SCRAM, sent as they are on a Unix socket, and never as md5`() async throws {
    if try await PostgresCluster.shared(for: "AuthenticationTests") == nil { return }
    try await withConnection(AuthenticationTests.self) { connection in
      try await connection.run(
        script: """
          CREATE ROLE scram LOGIN PASSWORD 'pencil'; CREATE ROLE cleartext LOGIN PASSWORD 'pencil'; SET password_encryption = 'md5';
          CREATE ROLE md5 LOGIN PASSWORD 'pencil'
          """)
    }
    #expect(try await connect("scram", "pencil") == nil)
    #expect(try await connect("cleartext", "pencil") == nil)
    for role in ["scram", "cleartext"] {
      #expect(try await connect(role, "pen")?.sqlState == "28P01")
      let none = try await connect(role, nil)
      #expect(none?.kind == .invalid && none?.message.contains("none is given") == true)
    }
    let md5 = try await connect("md5", "pencil")
    #expect(md5?.kind == .invalid && md5?.message.contains("md5") == true)
    #expect(try await connect("nobody", nil)?.sqlState == "28000")
  }
}
