import IO
import PostgresTesting
import Testing

@testable import Postgres

@Suite struct LostConnectionTests {
  @Test func `a session that the server ends is told from a broken connection`() async throws {
    try await withConfiguration(LostConnectionTests.self) { configuration in
      let connection = try await PostgresConnection.connect(configuration)
      let other = try await PostgresConnection.connect(configuration)
      defer { other.close() }
      async let sleeping = connection.execute("SELECT pg_sleep(60)")
      try await wait {
        try await other.first("SELECT count(*) FROM pg_stat_activity WHERE pid = \(Int(connection.process)) AND state = 'active'", as: Int.self) == 1
      }
      try await other.execute("SELECT pg_terminate_backend(\(Int(connection.process)))")
      do {
        _ = try await sleeping
        Issue.record("the statement did not fail")
      } catch {
        #expect((error as? PostgresError)?.kind == .serverShutDown && (error as? PostgresError)?.sqlState == "57P01")
      }
      #expect(!connection.isOpen)
      let later = await #expect(throws: PostgresError.self) { try await connection.execute("SELECT 1") }
      #expect(later?.kind == .closed && later?.message.contains("terminating connection") == true)
    }
  }

  @Test func `a session that ends while it is idle is noticed`() async throws {
    try await withConfiguration(LostConnectionTests.self) { configuration in
      let connection = try await PostgresConnection.connect(configuration)
      let other = try await PostgresConnection.connect(configuration)
      defer { other.close() }
      try await other.execute("SELECT pg_terminate_backend(\(Int(connection.process)), 10000)")
      let error = await #expect(throws: PostgresError.self) { try await connection.execute("SELECT 1") }
      #expect(error?.kind == .serverShutDown || error?.kind == .connectionLost)
      #expect(!connection.isOpen)
    }
  }

  @Test func `a server that stops answering is given up at the deadline`() async throws {
    guard let cluster = try await PostgresCluster.make(for: "LostConnectionTests") else { return }
    let database = try await cluster.makeDatabase()
    try await TestDatabase.loops.all[0].run {
      var configuration = try PostgresConfiguration(cluster.url(database))
      configuration.cancelTimeout = .milliseconds(300)
      let connection = try await PostgresConnection.connect(configuration)
      try await cluster.signal("STOP", process: Int(connection.process))
      let error = await #expect(throws: PostgresError.self) { try await connection.execute("SELECT 1", deadline: .after(.milliseconds(100))) }
      #expect(error?.kind == .timedOut)
      // The server could not be brought back into step, and the connection is closed.
      try await wait { !connection.isOpen }
      try await cluster.signal("CONT", process: Int(connection.process))
      try await cluster.stop()
      let refused = await #expect(throws: PostgresError.self) { try await PostgresConnection.connect(configuration) }
      #expect(refused?.kind == .connectionFailed && refused?.cause?.isRefused == true)
      try await cluster.start()
      let again = try await PostgresConnection.connect(configuration)
      try await again.checkStep()
      again.close()
    }
  }
}
