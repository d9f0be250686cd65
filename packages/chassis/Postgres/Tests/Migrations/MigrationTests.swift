import IO
import Testing

@testable import Postgres

@Suite struct MigrationTests {
  private let first = Migration(1, "users", "CREATE TABLE users (id int8 PRIMARY KEY);\nINSERT INTO users VALUES (1);\n")
  private let second = Migration(2, "names", "ALTER TABLE users ADD COLUMN name text")
  private let index = Migration(3, "index", "-- outside a transaction\nCREATE INDEX CONCURRENTLY IF NOT EXISTS users_name ON users (name)")

  @Test func `each migration is applied once, in order`() async throws {
    try await withConnection(MigrationTests.self) { connection in
      let two = try Migrations([first, second], schema: "ordered")
      #expect(try await two.pending(on: connection, deadline: .generous) == [first, second])
      #expect(try await two.apply(on: connection, deadline: .generous) == [first, second])
      #expect(try await two.apply(on: connection, deadline: .generous) == [])
      #expect(try await two.state(on: connection, deadline: .generous) == .current)
      let three = try Migrations([first, second, index], schema: "ordered")
      #expect(try await three.pending(on: connection, deadline: .generous) == [index])
      #expect(try await three.state(on: connection, deadline: .generous) == .older(pending: [index]))
      #expect(try await three.apply(on: connection, deadline: .generous) == [index])
      #expect(try await two.state(on: connection, deadline: .generous) == .newer(last: "3 index"))
      #expect(try await connection.first("SELECT count(*) FROM ordered.users WHERE name IS NULL", as: Int.self) == 1)
      #expect(try await connection.first("SELECT indisvalid FROM pg_index WHERE indexrelid = 'ordered.users_name'::regclass", as: Bool.self) == true)
      let session = try await connection.first(
        "SELECT current_setting('search_path') || current_setting('lock_timeout') || (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid())",
        as: String.self)
      #expect(session == "\"$user\", public00")
    }
  }

  @Test func `a migration that fails is undone, and those before it stay`() async throws {
    try await withConnection(MigrationTests.self) { connection in
      let broken = Migration(2, "broken", "CREATE TABLE half (n int); SELECT 1/0")
      let error = await #expect(throws: PostgresError.self) {
        try await Migrations([first, broken], schema: "broken").apply(on: connection, deadline: .generous)
      }
      #expect(error?.sqlState == "22012" && error?.message == "the migration 2 broken failed: division by zero")
      let isUndone = try await connection.first("SELECT to_regclass('broken.half') IS NULL", as: Bool.self)
      #expect(isUndone == true)
      let applied = try await Migrations([first, second], schema: "broken").apply(on: connection, deadline: .generous)
      #expect(applied == [second])
      let ended = await #expect(throws: PostgresError.self) {
        try await Migrations([first, second, Migration(3, "ends", "COMMIT")], schema: "broken").apply(on: connection, deadline: .generous)
      }
      #expect(ended?.message.contains("ends its transaction") == true)
    }
  }

  @Test func `what is not the same any more is refused`() async throws {
    try await withConnection(MigrationTests.self) { connection in
      try await Migrations([first, second], schema: "changed").apply(on: connection, deadline: .generous)
      func message(_ migrations: [Migration]) async -> String {
        do {
          try await Migrations(migrations, schema: "changed").apply(on: connection, deadline: .generous)
          return ""
        } catch {
          return error.message
        }
      }
      #expect(await message([first, Migration(2, "names", "ALTER TABLE users ADD COLUMN name varchar")]).contains("2 names has changed"))
      #expect(await message([first]).contains("a newer one has been here"))
      // Another way to end lines, and a new name, are no change.
      #expect(await message([Migration(1, "renamed", first.text.split(separator: "\n").joined(separator: " \r\n")), second]) == "")
      try await connection.run(script: "DELETE FROM changed.migrations WHERE number = 1")
      #expect(await message([first, second]).contains("has had the migration 2 and not 1"))
    }
  }

  @Test func `numbers go up by one`() {
    #expect(throws: PostgresError.self) { try Migrations([second], schema: "x") }
    #expect(throws: PostgresError.self) { try Migrations([first, index], schema: "x") }
    #expect(throws: PostgresError.self) { try Migrations([first], schema: "") }
  }

  @Test func `ten that start at once apply each migration once`() async throws {
    try await withConfiguration(MigrationTests.self) { configuration in
      let migrations = try Migrations([first, second, index], schema: "crowd")
      let applied = try await withThrowingTaskGroup(of: [Migration].self) { group in
        for _ in 0..<10 {
          group.addTask {
            let connection = try await PostgresConnection.connect(configuration)
            defer { connection.close() }
            return try await migrations.apply(on: connection, deadline: .generous)
          }
        }
        return try await group.reduce(into: []) { $0 += $1 }
      }
      #expect(applied == [first, second, index])
    }
  }

  @Test func `a table that is locked is waited for with pauses, in which others pass`() async throws {
    try await withConfiguration(MigrationTests.self) { configuration in
      let connection = try await PostgresConnection.connect(configuration)
      let other = try await PostgresConnection.connect(configuration)
      defer { for connection in [connection, other] { connection.close() } }
      let migrations = try Migrations([first, second], schema: "locked", lockTimeout: .milliseconds(20))
      try await Migrations([first], schema: "locked").apply(on: connection, deadline: .generous)
      try await other.run(script: "BEGIN")
      try await other.run(script: "LOCK TABLE locked.users IN ACCESS SHARE MODE")
      let late = await #expect(throws: PostgresError.self) { try await migrations.apply(on: connection, deadline: .after(.milliseconds(300))) }
      #expect(late?.sqlState == "55P03" || late?.kind == .timedOut)
      async let applying = migrations.apply(on: connection, deadline: .generous)
      try await wait {
        try await other.first(
          "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND pid = \(Int(connection.process))", as: Int.self) == 1
      }
      try await other.run(script: "COMMIT")
      let applied = try await applying
      #expect(applied == [second])
    }
  }

  @Test func `who waits for another process says so`() async throws {
    try await withConfiguration(MigrationTests.self) { configuration in
      let connection = try await PostgresConnection.connect(configuration)
      let other = try await PostgresConnection.connect(configuration)
      defer { for connection in [connection, other] { connection.close() } }
      try await other.execute("SELECT pg_advisory_lock(\(0x6D69_6772), hashtext(\("busy")))")
      let error = await #expect(throws: PostgresError.self) {
        try await Migrations([first], schema: "busy").apply(on: connection, deadline: .after(.seconds(2)))
      }
      #expect(error?.kind == .timedOut && error?.message.contains("another process migrates the schema busy") == true)
    }
  }
}
