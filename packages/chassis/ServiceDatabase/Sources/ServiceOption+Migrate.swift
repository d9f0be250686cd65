import IO
import Postgres
import ServiceKit

extension ServiceOption {
  /// The option `--migrate`: it applies the migrations that the schema has not had, prints them, and ends. Processes that do so at the same
  /// time apply each once.
  ///
  /// - Parameter configuration: Returns the database of the settings.
  public static func migrate(
    _ migrations: [Migration], schema: String, _ configuration: @escaping @Sendable (Settings) -> PostgresConfiguration
  ) -> ServiceOption {
    ServiceOption("--migrate", help: "bring the schema of the database up to date, and exit 0; 1 where that fails, with the reason") { settings, _ in
      try await SchemaUpdate(migrations: Migrations(migrations, schema: schema)).run(in: configuration(settings))
    }
  }
}

/// One run of `--migrate`.
struct SchemaUpdate {
  /// Time for all migrations; one of them may build the index of a large table.
  private static let limit = Duration.seconds(3600)

  let migrations: Migrations

  /// Returns what was done, a line each.
  func run(in configuration: PostgresConfiguration) async throws -> String {
    let deadline = Deadline.after(Self.limit)
    let connection = try await PostgresConnection.connect(configuration)
    defer { connection.close() }
    // A release that was taken back finds the schema of the one after it, which leaves it working.
    if case .newer(let last) = try await migrations.state(on: connection, deadline: deadline) {
      return "the schema \(migrations.schema) is newer than this release: it has had the migration \(last); nothing was applied\n"
    }
    let applied = try await migrations.apply(on: connection, deadline: deadline)
    if applied.isEmpty { return "the schema \(migrations.schema) is up to date\n" }
    return applied.map { "applied \($0)\n" }.joined()
  }
}
