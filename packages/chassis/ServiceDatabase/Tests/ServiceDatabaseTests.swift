import IO
import Postgres
import PostgresTesting
import ServiceKit
import Telemetry
import Testing

@testable import ServiceDatabase

@Suite struct ServiceDatabaseTests {
  private let first = Migration(1, "entries", "CREATE TABLE entries (id int8 PRIMARY KEY)")
  private let second = Migration(2, "notes", "ALTER TABLE entries ADD COLUMN note text")

  /// Runs the body on an event loop, with a schema `ledger` and its role.
  private func withSchema(_ body: @Sendable (PostgresConfiguration, EventLoops) async throws -> Void) async throws {
    guard let cluster = try await PostgresCluster.shared(for: "ServiceDatabaseTests") else { return }
    let configuration = try PostgresConfiguration(try await cluster.makeSchema("ledger"))
    let loops = try EventLoops(count: 1)
    try await loops.all[0].run { try await body(configuration, loops) }
    loops.stop()
  }

  private func update(_ migrations: [Migration], in configuration: PostgresConfiguration) async throws -> String {
    try await SchemaUpdate(migrations: Migrations(migrations, schema: "ledger")).run(in: configuration)
  }

  @Test func `an update applies what is missing and prints it, and leaves a newer schema alone`() async throws {
    try await withSchema { configuration, _ in
      #expect(try await update([first], in: configuration) == "applied 1 entries\n")
      #expect(try await update([first, second], in: configuration) == "applied 2 notes\n")
      #expect(try await update([first, second], in: configuration) == "the schema ledger is up to date\n")
      let older = try await update([first], in: configuration)
      #expect(older == "the schema ledger is newer than this release: it has had the migration 2 notes; nothing was applied\n")
      let changed = Migration(1, "entries", "CREATE TABLE entries (id uuid PRIMARY KEY)")
      let error = await #expect(throws: PostgresError.self) { try await update([changed], in: configuration) }
      #expect(error?.message.contains("the migration 1 entries has changed since") == true)
    }
  }

  @Test func `a process is not ready before the schema is up to date, says so once, and takes a newer one`() async throws {
    try await withSchema { configuration, loops in
      let output = LogOutput.inMemory()
      let database = try self.database([first, second], configuration, loops, output)
      try await database.start()
      for _ in 0..<2 {
        let error = await #expect(throws: OlderSchema.self) { try await database.check() }
        #expect(error?.description == "the schema ledger has not had the migrations 1 entries, 2 notes: run ledger --migrate")
      }
      #expect(output.lines.count == 1 && output.lines[0].contains("run ledger --migrate"))
      _ = try await update([first, second], in: configuration)
      try await database.check()
      #expect(try await database.pool.first("SELECT count(*) FROM entries WHERE note IS NULL", as: Int.self) == 0)
      let older = try self.database([first], configuration, loops, output)
      try await older.check()
      for part in [older, database] { try await part.stop(deadline: .now) }
      await #expect(throws: PostgresError.self) { try await database.check() }
      #expect(output.lines.count == 1)
    }
  }

  private func database(
    _ migrations: [Migration], _ configuration: PostgresConfiguration, _ loops: EventLoops, _ output: LogOutput = .inMemory()
  ) throws -> ServiceDatabase {
    ServiceDatabase(
      configuration, try Migrations(migrations, schema: "ledger"), connections: 1, of: "ledger", on: loops, logger: Logger("", output: output))
  }

  @Test func `a process without a server says why it is not ready, before the check's time is over`() async throws {
    let loops = try EventLoops(count: 1)
    try await loops.all[0].run {
      let database = try self.database([first], PostgresConfiguration("postgresql://ledger@/ledger?host=/nonexistent"), loops)
      let error = await #expect(throws: PostgresError.self) { try await database.check() }
      #expect(error?.description.contains("/nonexistent/.s.PGSQL.5432") == true)
      try await database.stop(deadline: .now)
    }
    loops.stop()
  }

  @Test func `a process whose connections are all in use is as ready as before`() async throws {
    try await withSchema { configuration, loops in
      let database = try self.database([], configuration, loops)
      try await database.pool.withConnection { _ in try await database.check() }
      try await database.stop(deadline: .now)
    }
  }

  @Test(arguments: ["", "ledger", "postgresql://ledger:hunter/2@host/x", "postgresql://ledger:hunter2@host:high/x", "postgresql://host/x"])
  func `a URL that is none is refused, and nothing of it is shown`(url: String) {
    var reader = SettingsReader(SettingsEnvironment(["DATABASE_URL": url, "USER": "somebody"]))
    _ = reader.database("DATABASE_URL", "Where.")
    let mistakes = reader.mistakes.map(\.description)
    #expect(mistakes.count == 1 && mistakes[0].hasPrefix("DATABASE_URL: expected "))
    #expect(!mistakes[0].contains("hunter"))
    #expect(reader.settings.map(\.isSecret) == [true])
  }

  @Test(arguments: [
    ("sslmode=verify-full", "sslmode=verify-full needs authorities to verify the server by"),
    ("sslrootcert=system&sslmode=require", "sslrootcert=system goes with sslmode=verify-full alone"),
  ])
  func `what is wrong with a URL is said where that quotes nothing of it`(parameters: String, reason: String) {
    var reader = SettingsReader(SettingsEnvironment(["DATABASE_URL": "postgresql://ledger:hunter2@host/x?\(parameters)"]))
    _ = reader.database("DATABASE_URL", "Where.")
    let mistakes = reader.mistakes.map(\.description)
    #expect(mistakes.count == 1 && mistakes[0].hasPrefix("DATABASE_URL: expected the URL of a database: \(reason)"), "\(mistakes)")
    #expect(!mistakes[0].contains("hunter"))
  }

  @Test func `a URL is read as libpq reads it`() {
    var reader = SettingsReader(SettingsEnvironment(["DATABASE_URL": "postgresql://ledger:s%2Fecret@db:6432/shop"]))
    let configuration = reader.database("DATABASE_URL", "Where.")
    #expect(reader.mistakes.isEmpty)
    #expect(configuration.hosts == [.init("db", port: 6432)] && configuration.password == "s/ecret" && configuration.database == "shop")
  }
}
