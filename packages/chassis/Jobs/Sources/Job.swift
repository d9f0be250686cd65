import Postgres
import Synchronization

/// An attempt at a job, for the code that works on it.
public struct Job<Payload: JobPayload>: Sendable {
  /// The number by which the queue knows the job, the same for all its attempts: the key for whatever must happen once.
  public let id: Int
  /// The number of the attempt, from 1 on.
  public let attempt: Int
  public let payload: Payload
  let hold: JobHold

  /// Whether the worker holds its lease, as far as it knows: the task is cancelled as soon as it does not.
  public var isHeld: Bool { !Task.isCancelled && !hold.isLost }

  /// Runs `body` in a transaction that completes the job: what it writes takes effect exactly once, together with the end of the job.
  ///
  /// Throws `LeaseLost`, and commits nothing, where another worker has taken over. Nothing of the job comes after it.
  @discardableResult
  public func complete<Result>(_ body: (PostgresConnection) async throws -> Result) async throws -> Result {
    let result = try await hold.pool.transaction { connection in
      try await hold.check(on: connection)
      let result = try await body(connection)
      if try await !hold.complete(on: connection) { throw LeaseLost(job: id) }
      return result
    }
    hold.noteCompleted()
    return result
  }

  /// Runs `body` in a transaction that commits only while the worker holds its lease; the job goes on after it.
  @discardableResult
  public func transaction<Result>(_ body: (PostgresConnection) async throws -> Result) async throws -> Result {
    try await hold.pool.transaction { connection in
      try await hold.check(on: connection)
      return try await body(connection)
    }
  }
}

/// The error of a write in the name of a job that another worker has taken over.
public struct LeaseLost: Error, CustomStringConvertible {
  /// The job's id.
  public let job: Int

  public var description: String { "the lease on job \(job) was lost: another worker may have it" }
}

/// A worker's hold on an attempt.
final class JobHold: Sendable {
  let id: Int
  let entry: Int
  let slot: Int
  let worker: Int
  let pool: PostgresPool
  private let state = Mutex((isLost: false, isCompleted: false, isEnded: false))

  init(id: Int, entry: Int, slot: Int, worker: Int, pool: PostgresPool) {
    (self.id, self.entry, self.slot, self.worker, self.pool) = (id, entry, slot, worker, pool)
  }

  var isLost: Bool { state.withLock { $0.isLost } }
  var isCompleted: Bool { state.withLock { $0.isCompleted } }
  /// Whether the work on it has ended.
  var isEnded: Bool { state.withLock { $0.isEnded } }

  func noteLost() { state.withLock { $0.isLost = true } }
  func noteCompleted() { state.withLock { $0.isCompleted = true } }
  func noteEnded() { state.withLock { $0.isEnded = true } }

  /// Keeps the hold to the end of the transaction; throws where it is lost.
  func check(on connection: PostgresConnection) async throws {
    let statement: SQL = "SELECT jobs.hold_job(\(worker), \(entry))"
    if try await connection.first(statement.named("jobs.hold"), as: Bool.self) != true { throw LeaseLost(job: id) }
  }

  func complete(on connection: PostgresConnection) async throws -> Bool {
    let statement: SQL = "SELECT jobs.complete_jobs(\(worker), \([entry]), \([slot]))"
    return try await connection.first(statement.named("jobs.complete"), as: Int.self) == entry
  }
}
