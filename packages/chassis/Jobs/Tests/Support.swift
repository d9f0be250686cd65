import IO
import JSON
import Lifecycle
import Platform
import Postgres
import PostgresTesting
import Synchronization
import Telemetry
import TestSupport

@testable import Jobs

/// A job of the tests.
struct Errand: JobPayload, Equatable {
  let number: Int

  init(_ number: Int) { self.number = number }

  init(from fields: inout JSONFields) { number = fields.int("number", in: 0...Int.max) }

  var json: JSONValue { .object([.init("number", .number(number))]) }
}

extension JobType<Errand> {
  static let errand = JobType("errand", queue: "jobs.errands", attempts: 3, backoff: Backoff(first: .milliseconds(20), longest: .milliseconds(50)))
  static let other = JobType("errand", queue: "jobs.others")
}

/// A queue in a database of its own, and what workers need.
struct TestQueue: Sendable {
  let configuration: PostgresConfiguration
  let pool: PostgresPool
  let loops: EventLoops
  let intake: Intake
  /// The connection URL of the server's superuser.
  let superuser: String

  /// Runs `body` on an event loop, with an empty queue; does nothing where PostgreSQL is not installed.
  static func with(_ test: String, _ body: (TestQueue) async throws -> Void) async throws {
    if let cluster = try await PostgresCluster.shared(for: test) { try await with(cluster, body) }
  }

  /// The same on a cluster of the test's own.
  static func with(_ cluster: PostgresCluster, _ body: (TestQueue) async throws -> Void) async throws {
    let configuration = try PostgresConfiguration(try await cluster.makeSchema("jobs"))
    let loops = try EventLoops(count: 2)
    try await withTaskExecutorPreference(loops.all[0]) {
      // The preference counts from the next time on that the task is resumed.
      await Task.yield()
      let connection = try await PostgresConnection.connect(configuration)
      try await Migrations(migrations(), schema: "jobs").apply(on: connection, deadline: .after(.seconds(60)))
      connection.close()
      let pool = PostgresPool(configuration, limits: PoolLimits(connections: 8), on: loops)
      defer { pool.close() }
      let intake = Intake()
      intake.open()
      try await body(
        TestQueue(configuration: configuration, pool: pool, loops: loops, intake: intake, superuser: cluster.url(configuration.database)))
    }
    loops.stop()
  }

  /// The migrations of the queue.
  private static func migrations() throws -> [Migration] {
    let folder = "\(BuiltProducts.checkout)/packages/chassis/Jobs/Migrations"
    return try Folder.entries(folder).map(\.name).filter { $0.hasSuffix(".sql") }.sorted().map { file in
      Migration(Int(file.prefix(4)) ?? 0, String(file.dropFirst(5).dropLast(4)), String(decoding: try File.read("\(folder)/\(file)"), as: UTF8.self))
    }
  }

  /// A worker whose lease is short, so that a test sees it lapse.
  func worker(
    _ type: JobType<Errand> = .errand, limit: Int = 10, lease: Duration = .seconds(10), beat: Duration = .milliseconds(500),
    _ body: @escaping @Sendable (Job<Errand>) async throws -> Void
  ) -> JobWorker {
    var limits = JobWorker.Limits()
    (limits.lease, limits.beat) = (lease, beat)
    return JobWorker(
      [JobHandler(type, body)], limit: limit, limits: limits, configuration: configuration, pool: pool, loops: loops, intake: intake,
      logger: Logger("jobs", output: .inMemory()))
  }

  /// Runs workers while `body` does something, and then stops them.
  func running(_ workers: [JobWorker], _ body: () async throws -> Void) async throws {
    let tasks = workers.map { worker in Task(executorPreference: loops.next()) { try await worker.run() } }
    var failure: (any Error)?
    do { try await body() } catch { failure = error }
    for worker in workers { try? await worker.stop(deadline: .now + .seconds(30)) }
    for task in tasks {
      task.cancel()
      _ = await task.result
    }
    if let failure { throw failure }
  }

  func enqueue(_ numbers: [Int], as type: JobType<Errand> = .errand, due: Timestamp? = nil) async throws -> [Int] {
    try await pool.withConnection { try await $0.enqueue(type, numbers.map { Errand($0) }, due: due) }
  }

  /// Outcomes by their kinds: `c` for completed, and so on.
  func outcomes() async throws -> [String: Int] {
    Dictionary(uniqueKeysWithValues: try await pool.query("SELECT kind::text, count(*) FROM outcome GROUP BY 1", as: (String, Int).self))
  }
}

/// Values that tasks add.
final class Gathered<Value: Sendable>: Sendable {
  private let values = Mutex<[Value]>([])

  var all: [Value] { values.withLock { $0 } }

  func add(_ value: Value) { values.withLock { $0.append(value) } }
}

/// Waits until a condition holds, a minute at most; then it throws.
func until(_ condition: () async throws -> Bool) async throws {
  struct TooLate: Error {}
  let end = Deadline.after(.seconds(60))
  while try await !condition() {
    if end <= .now { throw TooLate() }
    try await EventLoop.sleep(until: .after(.milliseconds(5)))
  }
}
