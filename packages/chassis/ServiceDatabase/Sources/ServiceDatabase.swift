import IO
import Lifecycle
import Postgres
import ServiceKit
import Synchronization
import Telemetry

/// The database of a service: connections to it, and the check that its schema is as this release needs it.
///
/// ```swift
/// let database = try ServiceDatabase(settings.database, schema: Schema.name, Schema.migrations, connections: 10, in: context)
/// try await context.run([database, context.server(Routes(database.pool).router)])
/// ```
///
/// The process is ready once the server answers and the schema has had every migration of this release. A schema that is newer will do:
/// processes of two releases run side by side, and each migration leaves the one before it working.
public final class ServiceDatabase: Part {
  private struct State {
    /// Whether the schema was once found to have all migrations, which none takes away again.
    var isUpToDate = false
    /// What the log has said of the schema.
    var told: String?
  }

  /// Time that the check waits for a connection: less than what is left of its own, so that it can say why there is none.
  private static let patience = Duration.seconds(1)

  public let name = "database"
  /// The connections, for as long as the process runs.
  public let pool: PostgresPool
  private let migrations: Migrations
  private let connections: Int
  private let service: String
  private let logger: Logger
  private let state = Mutex(State())

  /// Throws `migration` where the migrations are not numbered from 1 on.
  /// - Parameter connections: those of this process, at most.
  public convenience init(
    _ configuration: PostgresConfiguration, schema: String, _ migrations: [Migration], connections: Int, in context: ServiceContext
  ) throws(PostgresError) {
    var configuration = configuration
    configuration.applicationName = configuration.applicationName ?? context.service
    configuration.metrics = context.metrics
    self.init(
      configuration, try Migrations(migrations, schema: schema), connections: connections, of: context.service, on: context.loops,
      logger: context.logger)
  }

  init(
    _ configuration: PostgresConfiguration, _ migrations: Migrations, connections: Int, of service: String, on loops: EventLoops, logger: Logger
  ) {
    pool = PostgresPool(configuration, limits: PoolLimits(connections: connections), on: loops)
    (self.migrations, self.connections, self.service, self.logger) = (migrations, connections, service, logger)
  }

  /// Returns at once: the server may come later than the process, which is not ready until then.
  public func start() async throws {}

  /// Throws what is wrong with the server or with the schema.
  public func check() async throws {
    // Statements that have every connection, and wait for more, say that the server is there; a check that waited behind them would say
    // that it is not.
    if pool.figures.inUse >= connections { return }
    if state.withLock({ $0.isUpToDate }) {
      try await pool.withConnection(waitingUntil: .after(Self.patience)) { try await $0.ping() }
      return
    }
    do {
      let found = try await pool.withConnection(waitingUntil: .after(Self.patience)) { connection in
        try await migrations.state(on: connection, deadline: .after(.seconds(30)))
      }
      if case .older(let pending) = found { throw OlderSchema(schema: migrations.schema, pending: pending, service: service) }
      state.withLock { $0.isUpToDate = true }
    } catch let error as OlderSchema {
      tell(error.description)
      throw error
    } catch let error as PostgresError where error.kind == .migration {
      tell(error.message)
      throw error
    }
  }

  public func stop(deadline: ContinuousClock.Instant) async throws { pool.close() }

  /// Logs what the schema lacks, once: the check comes back every few seconds.
  private func tell(_ reason: String) {
    let isNew = state.withLock { state in
      defer { state.told = reason }
      return state.told != reason
    }
    if isNew { logger.error("the schema is not this release's", ["reason": .string(reason)]) }
  }
}

/// The schema lacks migrations that this release needs.
struct OlderSchema: Error, CustomStringConvertible {
  let schema: String
  let pending: [Migration]
  let service: String

  var description: String {
    let names = pending.map(\.description).joined(separator: ", ")
    return "the schema \(schema) has not had the migration\(pending.count == 1 ? "" : "s") \(names): run \(service) --migrate"
  }
}
