import IO
import Postgres
import TestSupport
import Testing

@testable import Jobs

/// The functions of the queue beside a model of it in memory, by random operations.
@Suite struct RingModelTests {
  private enum Place: Hashable {
    case ready, later, dead, done
    case held(by: Int)
  }

  private struct Model {
    struct Job {
      var place: Place
      var attempt = 1
      let priority: Int
      let queue: Int
    }

    var jobs: [Int: Job] = [:]
    /// What workers hold, also those whose lease has lapsed: entries by the number of the job.
    var leases: [(worker: Int, id: Int, entry: Int, slot: Int)] = []

    mutating func again(_ id: Int, _ place: Place, attempts: Int) {
      jobs[id]!.attempt += attempts
      jobs[id]!.place = place
      leases.removeAll { $0.id == id && $0.worker >= 0 }
    }
  }

  /// What the queue does and the model does not.
  private struct Difference: Error, CustomStringConvertible {
    let description: String
  }

  private static let attempts = 3
  private static let queues = ["jobs.one", "jobs.two"]

  @Test(arguments: 0..<3) func `whatever is done in whatever order, each job is where the model has it`(run: Int) async throws {
    try await TestQueue.with("RingModelTests") { queue in
      var random = SeededGenerator(for: "RingModelTests \(run)")
      let said = try await queue.pool.withConnection { try await Self.compare(steps: 400, &random, on: $0) }
      // The ring has turned, or this has shown little.
      #expect(said["turned to slot", default: 0] >= 4 && said["emptied slot", default: 0] >= 4 && said["complete late", default: 0] > 0, "\(said)")
    }
  }

  /// The checks without which a worker could do what it must not, each taken out of a function of the queue.
  @Test(arguments: [
    ("complete_jobs", "WHERE claim.worker = by_worker", "WHERE true"),
    ("complete_jobs", "ON CONFLICT DO NOTHING", "ON CONFLICT (entry, slot) DO UPDATE SET kind = 'c'"),
    ("end_job", "AND worker = by_worker", ""),
    ("give_back", "total := total + 1", "DELETE FROM claim WHERE entry = held.entry"),
    ("claim_jobs", "AND NOT EXISTS (SELECT FROM claim WHERE claim.slot = job.slot AND claim.entry = job.entry)", ""),
    ("come_again", "IF ending <> 'r' THEN ended.attempt", "IF false THEN ended.attempt"),
  ]) func `a queue without one of its checks is caught`(function: String, check: String, replacement: String) async throws {
    try await TestQueue.with("RingModelTests") { queue in
      try await queue.pool.withConnection { connection in
        let text = try #require(
          try await connection.first("SELECT pg_get_functiondef(\(function)::regproc)", as: String.self))
        try #require(text.contains(check), "\(function) has changed")
        // With it goes the check that the worker is there at all, which would stand in for it.
        let lease = "NOT EXISTS (SELECT FROM worker WHERE number = by_worker AND role = session_user)"
        try await connection.run(script: text.replacing(check, with: replacement).replacing(lease, with: "false"))
        var random = SeededGenerator(for: "RingModelTests without \(check)")
        await #expect(throws: (any Error).self) { _ = try await Self.compare(steps: 2000, &random, on: connection) }
      }
    }
  }

  /// Performs random operations on both, and returns how often which; throws the first difference.
  private static func compare(
    steps: Int, _ random: inout SeededGenerator, on connection: PostgresConnection
  ) async throws -> [String: Int] {
    var model = Model()
    var workers: [Int] = []
    var said: [String: Int] = [:]
    for step in 0..<steps {
      let operation = try await perform(&model, &workers, &random, on: connection)
      said[operation, default: 0] += 1
      let found = try await places(on: connection)
      let expected = model.jobs.mapValues { Found(place: $0.place, attempt: $0.attempt) }
      try expect(found == expected, "after step \(step), \(operation): \(found.filter { expected[$0.key] != $0.value })")
    }
    return said
  }

  private static func expect(_ holds: Bool, _ description: @autoclosure () -> String) throws(Difference) {
    if !holds { throw Difference(description: description()) }
  }

  private struct Found: Equatable {
    let place: Place
    let attempt: Int
  }

  /// Performs an operation on both, and returns which it was.
  private static func perform(
    _ model: inout Model, _ workers: inout [Int], _ random: inout SeededGenerator, on connection: PostgresConnection
  ) async throws -> String {
    func pick<Element>(_ elements: [Element]) -> Element? { elements.randomElement(using: &random) }
    switch Int.random(in: 0..<12, using: &random) {
    case 0, 1:
      let (queue, priority) = (Int.random(in: 0...1, using: &random), Int.random(in: 0...3, using: &random))
      let isLater = Int.random(in: 0..<4, using: &random) == 0
      let payloads = (0..<Int.random(in: 1...5, using: &random)).map { Errand($0).json }
      let ids = try await connection.query(
        """
        SELECT enqueue_jobs(\(queues[queue]), 'errand', 1, \(payloads), \(priority), \(attempts),
          CASE WHEN \(isLater) THEN clock_timestamp() + interval '1 day' END)
        """, as: Int.self)
      for id in ids { model.jobs[id] = Model.Job(place: isLater ? .later : .ready, priority: priority, queue: queue) }
      return "enqueue"
    case 2:
      if workers.count < 4 {
        workers.append(try await connection.first("SELECT register_worker('w', '1 hour')", as: Int.self)!)
        return "register"
      }
      guard let worker = pick(workers) else { return "nothing" }
      workers.removeAll { $0 == worker }
      _ = try await connection.first("SELECT retire_worker(\(worker))", as: Int.self)
      for (id, job) in model.jobs where job.place == .held(by: worker) { model.again(id, .ready, attempts: 0) }
      return "retire"
    case 3, 4, 5:
      guard let worker = pick(workers) else { return "nothing" }
      let (queue, room) = (Int.random(in: 0...1, using: &random), Int.random(in: 1...6, using: &random))
      let ready = model.jobs.filter { $0.value.place == .ready && $0.value.queue == queue }
      let claimed = try await connection.query(
        "SELECT id, entry, slot, priority FROM claim_jobs(\(worker), 0, \(queues[queue]), \(room), '{0,0,0,0}')", as: (Int, Int, Int, Int).self)
      let priorities = Array(ready.values.map(\.priority).sorted().prefix(room))
      try expect(claimed.map(\.3) == priorities, "\(claimed) were claimed, of the priorities \(priorities)")
      for (id, entry, slot, _) in claimed {
        try expect(model.jobs[id]?.place == .ready, "the job \(id) was claimed, and is not ready")
        model.jobs[id]!.place = .held(by: worker)
        model.leases.append((worker, id, entry, slot))
        // Of those that have ended a few will do.
        if model.leases.count > 12 { model.leases.removeFirst() }
      }
      return "claim"
    case 6, 7:
      // Also what a worker held that lost it, and what another one holds.
      guard let lease = pick(model.leases) else { return "nothing" }
      let worker = (Bool.random(using: &random) ? nil : pick(workers)) ?? lease.worker
      let isHeld = model.jobs[lease.id]?.place == .held(by: worker) && lease.worker == worker
      let done = try await connection.query("SELECT complete_jobs(\(worker), \([lease.entry]), \([lease.slot]))", as: Int.self)
      try expect(done == (isHeld ? [lease.entry] : []), "\(lease) was completed: \(done)")
      if isHeld { model.jobs[lease.id]!.place = .done }
      return isHeld ? "complete" : "complete late"
    case 8:
      guard let lease = pick(model.leases) else { return "nothing" }
      let worker = (Bool.random(using: &random) ? nil : pick(workers)) ?? lease.worker
      let isHeld = model.jobs[lease.id]?.place == .held(by: worker) && lease.worker == worker
      let isHopeless = Int.random(in: 0..<4, using: &random) == 0
      let answer = try await connection.first(
        """
        SELECT end_job(\(worker), \(lease.entry), 'f', 'broken', CASE WHEN \(isHopeless) THEN NULL ELSE interval '1 day' END)
        """, as: Bool.self)
      try expect(answer == isHeld, "\(lease) was ended: \(answer.map { "\($0)" } ?? "NULL")")
      if isHeld {
        let isLast = isHopeless || model.jobs[lease.id]!.attempt >= attempts
        model.again(lease.id, isLast ? .dead : .later, attempts: isLast ? 0 : 1)
      }
      return "fail"
    case 9:
      guard let worker = pick(workers) else { return "nothing" }
      workers.removeAll { $0 == worker }
      try await connection.execute("UPDATE worker SET expires_at = clock_timestamp() - interval '1 s' WHERE number = \(worker)")
      _ = try await connection.first("SELECT take_over()", as: Int.self)
      let isAlive = try await connection.first("SELECT is_held FROM beat(\(worker))", as: Bool.self)
      try expect(isAlive == false, "the worker \(worker) lives on")
      for (id, job) in model.jobs where job.place == .held(by: worker) {
        let isLast = job.attempt >= attempts
        model.jobs[id]!.attempt += isLast ? 0 : 1
        model.jobs[id]!.place = isLast ? .dead : .ready
      }
      return "lapse"
    case 10:
      try await connection.execute("UPDATE later SET due_at = clock_timestamp() - interval '1 s'")
      guard let worker = pick(workers) else {
        try await connection.execute("UPDATE later SET due_at = clock_timestamp() + interval '1 day'")
        return "nothing"
      }
      // Each claim promotes what is due in its queue.
      for queue in queues { try await connection.execute("SELECT claim_jobs(\(worker), 0, \(queue), 0, '{0,0,0,0}')") }
      for (id, job) in model.jobs where job.place == .later { model.jobs[id]!.place = .ready }
      return "come due"
    default:
      let step = try await connection.first("SELECT tidy(20, '1 day')", as: String?.self) ?? nil
      guard let step else { return "nothing" }
      if step.hasPrefix("emptied") {
        // What has ended is gone with its slot.
        let kept = try await places(on: connection)
        for (id, job) in model.jobs where job.place == .done && kept[id] == nil { model.jobs[id] = nil }
        model.leases.removeAll { lease in model.jobs[lease.id] == nil }
      }
      return step.split(separator: " ").prefix(3).filter { Int($0) == nil }.joined(separator: " ")
    }
  }

  /// Where each job is, by the tables; a job in two places is none of the model's.
  private static func places(on connection: PostgresConnection) async throws -> [Int: Found] {
    let rows = try await connection.query(
      """
      SELECT id, 'later', 0, attempt FROM later
      UNION ALL SELECT id, 'dead', 0, attempt FROM dead
      UNION ALL
      SELECT job.id, CASE WHEN claim.entry IS NULL THEN 'ready' WHEN outcome.entry IS NULL THEN 'held' ELSE 'done' END, coalesce(claim.worker, 0), attempt
      FROM job LEFT JOIN claim USING (entry, slot) LEFT JOIN outcome USING (entry, slot)
      WHERE outcome.kind IS NULL OR outcome.kind = 'c'
      """, as: (Int, String, Int, Int).self)
    var found: [Int: Found] = [:]
    for (id, place, worker, attempt) in rows {
      let known: Place =
        switch place {
        case "later": .later
        case "dead": .dead
        case "done": .done
        case "held": .held(by: worker)
        default: .ready
        }
      found[id] = Found(place: found[id] == nil ? known : .held(by: -1), attempt: attempt)
    }
    return found
  }
}
