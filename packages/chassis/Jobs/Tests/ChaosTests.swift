import IO
import Lifecycle
import Postgres
import PostgresTesting
import Telemetry
import TestSupport
import Testing

@testable import Jobs

/// Workers under load, whose connections and server are taken from them.
@Suite struct ChaosTests {
  private enum Blow { case endSessions, crash, takeOver, pause }

  private static let jobs = 600
  private static let blows = [Blow](repeating: .endSessions, count: 5) + [.crash, .crash, .crash, .takeOver, .takeOver, .pause, .pause]

  @Test func `no job is lost, and none takes effect twice, whatever becomes of connections and of the server`() async throws {
    guard let cluster = try await PostgresCluster.make(for: "ChaosTests") else { return }
    var random = SeededGenerator(for: "ChaosTests")
    // What was committed stays so when the server dies: clusters of tests write it in their own time elsewhere.
    try await cluster.run("psql", "-Xqc", "ALTER SYSTEM SET synchronous_commit = on", cluster.url("postgres"))
    try await cluster.restart()
    try await TestQueue.with(cluster) { queue in
      try await queue.pool.execute("CREATE TABLE ledger (job int8 NOT NULL, number int4 NOT NULL)")
      let workers = (0..<3).map { _ in
        queue.worker(limit: 8, lease: .milliseconds(600), beat: .milliseconds(150)) { job in
          // One that heeds no cancellation writes when its lease is long over.
          try? await Task.sleep(for: .milliseconds(job.id % 17 == 0 ? 900 : 2))
          try await job.complete { try await $0.execute("INSERT INTO ledger VALUES (\(job.id), \(job.payload.number))") }
        }
      }
      let tasks = workers.map { worker in Task(executorPreference: queue.loops.next()) { try await worker.run() } }
      var enqueued = 0
      var blows = Self.blows.shuffled(using: &random)
      let end = Deadline.after(.seconds(120))
      while end > .now {
        do {
          if enqueued < Self.jobs {
            let numbers = Array(enqueued..<min(Self.jobs, enqueued + 25))
            _ = try await queue.enqueue(numbers, as: .patient)
            enqueued += numbers.count
          } else if blows.isEmpty, try await queue.pool.first("SELECT count(DISTINCT number) FROM ledger", as: Int.self) == Self.jobs {
            break
          }
          switch blows.popLast() {
          case .endSessions:
            try await cluster.run("psql", "-Xqc", "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'jobs'", queue.superuser)
          case .crash:
            try await cluster.crash()
            try await cluster.start()
          case .takeOver: try await queue.pool.execute("SELECT take_over(), tidy(100, '1 day')")
          case .pause: try await EventLoop.sleep(until: .after(.milliseconds(200)))
          case nil: break
          }
        } catch let error as PostgresError where error.kind != .statement {
          // A COMMIT may have been in time: what was enqueued twice has two ids, and one number.
        }
        try await EventLoop.sleep(until: .after(.milliseconds(20)))
      }
      for worker in workers { try? await worker.stop(deadline: .now + .seconds(20)) }
      for task in tasks {
        task.cancel()
        _ = await task.result
      }

      let effects = try await queue.pool.query("SELECT number, count(DISTINCT job), count(*) FROM ledger GROUP BY 1", as: (Int, Int, Int).self)
      let dead = try await queue.pool.query("SELECT payload::text || errors::text FROM dead", as: String.self)
      let missing = Set(0..<Self.jobs).subtracting(effects.map(\.0)).sorted()
      #expect(missing.isEmpty && dead.isEmpty, "without effect: \(missing); dead: \(dead); blows left: \(blows)")
      #expect(effects.allSatisfy { $0.1 == $0.2 }, "a job took effect twice: \(effects.filter { $0.1 != $0.2 })")
    }
  }
}

extension JobType<Errand> {
  /// One that outlives many lapsed leases.
  fileprivate static let patient = JobType(
    "errand", queue: "jobs.errands", attempts: 1000, backoff: Backoff(first: .milliseconds(20), longest: .milliseconds(50)))
}
