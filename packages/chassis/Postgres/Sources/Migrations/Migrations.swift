import IO

/// All migrations of a schema, in order, and what applies those that a database has not had.
///
/// ```swift
/// let migrations = try Migrations([Migration(1, "users", "CREATE TABLE users (…)"), …], schema: "shop")
/// let applied = try await migrations.apply(on: connection, deadline: .after(.seconds(300)))
/// ```
///
/// Which ones a database has had is in the table `migrations` of the schema, each recorded in the transaction that applied it. Processes
/// that start at the same time apply each once: one works, and the others wait. The session must be the caller's own for all of that, so
/// that it must not be one of a pooler that gives each transaction another.
public struct Migrations: Sendable {
  /// Time between two tries to become the one that works.
  private static let pollInterval = Duration.milliseconds(100)
  /// Number that tells the locks of migrations from others of the database: `migr` in ASCII.
  private static let lockSpace: Int32 = 0x6D69_6772

  private struct Record {
    let number: Int
    let name: String
    let checksum: String
  }

  /// What a database has had, beside these migrations.
  public enum State: Sendable, Equatable {
    /// All of them, and no other.
    case current
    /// Not yet these, which are the last of them.
    case older(pending: [Migration])
    /// All of them and others, of which this is the last: a newer release has been here.
    case newer(last: String)
  }

  /// The migrations, in order.
  public let all: [Migration]
  /// The schema that they are about, which is made where it is missing.
  public let schema: String
  /// Time that a migration waits for the locks of tables, behind which all others then wait; after that it is tried again.
  public let lockTimeout: Duration

  /// Throws `migration` where numbers are not ascending from 1 on.
  public init(_ all: [Migration], schema: String, lockTimeout: Duration = .seconds(1)) throws(PostgresError) {
    for (position, migration) in all.enumerated() where migration.number != position + 1 {
      throw PostgresError(.migration, "the migration \(migration) stands at place \(position + 1); numbers go up by one from 1 on")
    }
    guard SQLIdentifier(checking: schema) != nil else { throw PostgresError(.migration, "\"\(schema)\" is no name of a schema") }
    self.all = all
    self.schema = schema
    self.lockTimeout = lockTimeout
  }

  private var table: SQLIdentifier { SQLIdentifier(schema, "migrations") }

  /// The migrations that the database has not had. Throws `migration` where it has had others than these.
  public func pending(on connection: PostgresConnection, deadline: Deadline) async throws(PostgresError) -> [Migration] {
    switch try await state(on: connection, deadline: deadline) {
    case .current: return []
    case .older(let pending): return pending
    case .newer(let last):
      throw PostgresError(
        .migration, "the schema \(schema) has had the migration \(last), which this release does not have: a newer one has been here")
    }
  }

  /// Compares these with the migrations that the database has had. Throws `migration` where they contradict each other.
  public func state(on connection: PostgresConnection, deadline: Deadline) async throws(PostgresError) -> State {
    let exists = try await connection.first(
      "SELECT to_regclass(\(table.quoted)) IS NOT NULL", as: Bool.self, deadline: deadline)
    let records = exists == true ? try await self.records(connection, deadline) : []
    for (position, record) in records.enumerated() {
      guard record.number == position + 1 else {
        throw PostgresError(
          .migration, "the schema \(schema) has had the migration \(record.number) and not \(position + 1); mend its table of migrations")
      }
      guard position < all.count else { continue }
      guard record.checksum == all[position].checksum else {
        throw PostgresError(
          .migration, "the migration \(all[position]) has changed since the schema \(schema) had it; undo that, and write a new migration")
      }
    }
    if let last = records.last, records.count > all.count { return .newer(last: "\(last.number) \(last.name)") }
    return records.count == all.count ? .current : .older(pending: Array(all[records.count...]))
  }

  /// Applies the migrations that the database has not had, and returns them.
  ///
  /// Throws `migration` where they may not be applied, `timedOut` where another process works on them all the time, or tables stay locked,
  /// and the server's error where one fails: those before it stay applied.
  @discardableResult
  public func apply(on connection: PostgresConnection, deadline: Deadline) async throws(PostgresError) -> [Migration] {
    do throws(PostgresError) {
      try await lock(connection, deadline)
      let applied = try await applyLocked(connection, deadline)
      await unlock(connection)
      return applied
    } catch {
      // Even where the answer came too late, the lock may have been given.
      await unlock(connection)
      throw error
    }
  }

  private func applyLocked(_ connection: PostgresConnection, _ deadline: Deadline) async throws(PostgresError) -> [Migration] {
    // Others may not have made the table before the lock was taken.
    let exists = try await connection.first("SELECT to_regclass(\(table.quoted)) IS NOT NULL", as: Bool.self, deadline: deadline)
    if exists != true {
      let hasSchema = try await connection.first(
        "SELECT to_regnamespace(\(SQLIdentifier(schema).quoted)) IS NOT NULL", as: Bool.self, deadline: deadline)
      // A role that owns its schema need not be allowed to make one.
      if hasSchema != true { try await connection.run(script: "CREATE SCHEMA \(SQLIdentifier(schema).quoted)", deadline: deadline) }
      try await connection.run(
        script: """
          CREATE TABLE \(table.quoted) (
            number int8 PRIMARY KEY, name text NOT NULL, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now()
          )
          """, deadline: deadline)
    }
    let pending = try await pending(on: connection, deadline: deadline)
    for migration in pending { try await apply(migration, connection, deadline) }
    return pending
  }

  private func records(_ connection: PostgresConnection, _ deadline: Deadline) async throws(PostgresError) -> [Record] {
    try await connection.query(
      "SELECT number, name, checksum FROM \(table) ORDER BY number", as: (Int, String, String).self, deadline: deadline
    ).map { Record(number: $0.0, name: $0.1, checksum: $0.2) }
  }

  // MARK: one migration

  /// Applies a migration, again where a table stayed locked: it had undone everything then, and let the others pass.
  private func apply(_ migration: Migration, _ connection: PostgresConnection, _ deadline: Deadline) async throws(PostgresError) {
    while true {
      do throws(PostgresError) {
        return try await attempt(migration, connection, deadline)
      } catch {
        let isLocked = error.sqlState == "55P03" && migration.isInTransaction && deadline > .after(Self.pollInterval)
        if !isLocked {
          throw PostgresError(error.kind, "the migration \(migration) failed: \(error.message)", report: error.report, query: error.query)
        }
      }
      do throws(IOError) { try await EventLoop.sleep(until: .after(Self.pollInterval)) } catch { throw PostgresError(error) }
    }
  }

  private func attempt(_ migration: Migration, _ connection: PostgresConnection, _ deadline: Deadline) async throws(PostgresError) {
    let record: SQL = """
      INSERT INTO \(table) (number, name, checksum) VALUES (\(migration.number), \(migration.name), \(migration.checksum))
      """
    let path = "search_path = \(SQLIdentifier(schema).quoted)"
    guard migration.isInTransaction else {
      // There is no lock_timeout: it would leave an invalid index behind.
      try await connection.run(script: "SET \(path)", deadline: deadline)
      try await connection.run(script: migration.text, deadline: deadline)
      try await connection.execute(record, deadline: deadline)
      return
    }
    let milliseconds = Int(lockTimeout / .milliseconds(1))
    do {
      try await connection.transaction(deadline: deadline) {
        try await connection.run(script: "SET LOCAL lock_timeout = \(milliseconds); SET LOCAL \(path)", deadline: deadline)
        try await connection.run(script: migration.text, deadline: deadline)
        if connection.transactionStatus != .open {
          throw PostgresError(.migration, "it ends its transaction; leave that out, or begin it with \"\(Migration.outsideTransactionLine)\"")
        }
        try await connection.execute(record, deadline: deadline)
      }
    } catch let error as PostgresError {
      throw error
    } catch {
      throw PostgresError(.migration, "\(error)")
    }
  }

  // MARK: the lock

  /// Becomes the one that works. It asks again and again, and does not wait in the server: a session that waits there holds a transaction
  /// open, for whose end `CREATE INDEX CONCURRENTLY` of the one that works would wait.
  private func lock(_ connection: PostgresConnection, _ deadline: Deadline) async throws(PostgresError) {
    let late = PostgresError(.timedOut, "another process migrates the schema \(schema), and has not come to an end in time")
    var hasWaited = false
    while true {
      do throws(PostgresError) {
        let isMine = try await connection.first(
          "SELECT pg_try_advisory_lock(\(Int(Self.lockSpace)), hashtext(\(schema)))", as: Bool.self, deadline: deadline)
        if isMine == true { return }
      } catch {
        throw error.kind == .timedOut && hasWaited ? late : error
      }
      hasWaited = true
      let moment = Deadline.after(Self.pollInterval * Double.random(in: 0.5...1.5))
      if moment > deadline { throw late }
      do throws(IOError) { try await EventLoop.sleep(until: moment) } catch { throw PostgresError(error) }
    }
  }

  /// Lets another process work, and gives the session its settings back. A connection on which that fails is closed, with which the lock goes too.
  private func unlock(_ connection: PostgresConnection) async {
    await connection.withoutCancellation { [schema] in
      await connection.settled()
      if !connection.isOpen { return }
      do throws(PostgresError) {
        try await connection.run(script: "RESET search_path")
        _ = try await connection.first("SELECT pg_advisory_unlock(\(Int(Self.lockSpace)), hashtext(\(schema)))", as: Bool.self)
      } catch {
        connection.close()
      }
    }
  }
}
