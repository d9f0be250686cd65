import IO
import Testing

@testable import Postgres

@Suite struct TransactionTests {
  private struct Enough: Error {}

  private func withTable(_ name: String, _ body: @Sendable (PostgresConnection, SQLIdentifier, PostgresConfiguration) async throws -> Void)
    async throws
  {
    try await withConfiguration(TransactionTests.self) { configuration in
      let connection = try await PostgresConnection.connect(configuration)
      defer { connection.close() }
      try await connection.run(script: "CREATE TABLE \(name) (n int)")
      try await body(connection, SQLIdentifier(name), configuration)
    }
  }

  @Test func `what returns is committed, and what throws is undone`() async throws {
    try await withTable("kept") { connection, table, _ in
      let result = try await connection.transaction {
        try await connection.execute("INSERT INTO \(table) VALUES (1)")
        return "done"
      }
      #expect(result == "done")
      await #expect(throws: Enough.self) {
        try await connection.transaction {
          try await connection.execute("INSERT INTO \(table) VALUES (2)")
          throw Enough()
        }
      }
      #expect(try await connection.query("SELECT n FROM \(table)", as: Int.self) == [1])
      #expect(connection.transactionStatus == .idle)
    }
  }

  @Test func `a savepoint undoes its part alone`() async throws {
    try await withTable("parts") { connection, table, _ in
      try await connection.transaction {
        try await connection.execute("INSERT INTO \(table) VALUES (1)")
        let error = await #expect(throws: PostgresError.self) {
          try await connection.savepoint {
            try await connection.execute("INSERT INTO \(table) VALUES (2)")
            try await connection.savepoint { _ = try await connection.execute("INSERT INTO \(table) VALUES (3)") }
            try await connection.execute("SELECT 1/0")
          }
        }
        #expect(error?.sqlState == "22012")
        try await connection.savepoint { _ = try await connection.execute("INSERT INTO \(table) VALUES (4)") }
      }
      #expect(try await connection.query("SELECT n FROM \(table) ORDER BY n", as: Int.self) == [1, 4])
      let outside = await #expect(throws: PostgresError.self) { try await connection.savepoint {} }
      #expect(outside?.kind == .invalid)
    }
  }

  @Test func `a COMMIT that rolls back is an error`() async throws {
    try await withTable("passed_over") { connection, table, _ in
      let error = await #expect(throws: PostgresError.self) {
        try await connection.transaction {
          try await connection.execute("INSERT INTO \(table) VALUES (1)")
          _ = try? await connection.execute("SELECT 1/0")
        }
      }
      #expect(error?.kind == .rolledBack)
      let ended = await #expect(throws: PostgresError.self) {
        try await connection.transaction { _ = try await connection.run(script: "ROLLBACK") }
      }
      #expect(ended?.kind == .invalid)
      let nested = await #expect(throws: PostgresError.self) {
        try await connection.transaction { try await connection.transaction {} }
      }
      #expect(nested?.message.contains("savepoint") == true)
      let rows = try await connection.query("SELECT n FROM \(table)", as: Int.self)
      #expect(rows == [])
    }
  }

  @Test func `options reach the server`() async throws {
    try await withTable("options") { connection, table, _ in
      try await connection.transaction(TransactionOptions(isolation: .serializable)) {
        let level = try await connection.first("SELECT current_setting('transaction_isolation')", as: String.self)
        #expect(level == "serializable")
      }
      let error = await #expect(throws: PostgresError.self) {
        try await connection.transaction(TransactionOptions(isReadOnly: true)) { _ = try await connection.execute("INSERT INTO \(table) VALUES (1)") }
      }
      #expect(error?.sqlState == "25006")
    }
  }

  @Test func `transactions that are in each other's way are tried again, and all take effect`() async throws {
    try await withTable("counter") { connection, table, configuration in
      try await connection.execute("INSERT INTO \(table) VALUES (0)")
      try await withThrowingTaskGroup { group in
        for _ in 0..<4 {
          group.addTask {
            let own = try await PostgresConnection.connect(configuration)
            defer { own.close() }
            for _ in 0..<5 {
              try await own.transaction(TransactionOptions(isolation: .serializable, attempts: 100)) {
                let n = try await own.first("SELECT n FROM \(table)", as: Int.self)!
                try await own.execute("UPDATE \(table) SET n = \(n + 1)")
              }
            }
          }
        }
        try await group.waitForAll()
      }
      #expect(try await connection.first("SELECT n FROM \(table)", as: Int.self) == 20)
    }
  }

  @Test func `an error after several attempts says how many they were`() async throws {
    try await withTable("attempts") { connection, _, _ in
      var runs = 0
      let error = await #expect(throws: PostgresError.self) {
        try await connection.transaction(TransactionOptions(attempts: 3)) {
          runs += 1
          try await connection.run(script: "DO $$ BEGIN RAISE EXCEPTION 'in the way' USING ERRCODE = '40001'; END $$")
        }
      }
      #expect(runs == 3 && error?.message == "in the way; tried 3 times" && error?.sqlState == "40001")
    }
  }

  @Test func `a cancelled transaction is rolled back, and the connection goes on`() async throws {
    try await withTable("cancelled") { connection, table, _ in
      let task = Task(executorPreference: connection.loop) {
        try await connection.transaction {
          try await connection.execute("INSERT INTO \(table) VALUES (1)")
          try await connection.execute("SELECT pg_sleep(60)")
        }
      }
      try await wait { connection.transactionStatus == .open }
      task.cancel()
      let result = await task.result
      #expect(throws: PostgresError.self) { try result.get() }
      #expect(connection.transactionStatus == .idle && connection.isOpen)
      #expect(try await connection.query("SELECT n FROM \(table)", as: Int.self) == [])
    }
  }

  @Test func `a connection that breaks while it commits leaves the outcome open`() async throws {
    try await ScriptedServer.run { peer in
      _ = try await peer.startup()
      try await peer.send(Scripted.session)
      _ = try await peer.message()
      try await peer.send(Scripted.message("C", Scripted.text("BEGIN")) + Scripted.message("Z", [0x54]))
      _ = try await peer.message()
    } _: { configuration in
      let connection = try await PostgresConnection.connect(configuration, deadline: .generous)
      let error = await #expect(throws: PostgresError.self) { try await connection.transaction(deadline: .generous) {} }
      #expect(error?.kind == .commitUnknown)
    }
  }
}
