import IO
import Lifecycle
import Postgres
import Telemetry
import Testing

@testable import Jobs

@Suite struct JobWorkerTests {
  @Test func `jobs are worked on once each, in the order of their entries where one is worked on at a time`() async throws {
    try await TestQueue.with("JobWorkerTests") { queue in
      let numbers = Array(0..<200)
      _ = try await queue.enqueue(Array(numbers.prefix(100)))
      let seen = Gathered<Int>()
      try await queue.running([queue.worker(limit: 1) { seen.add($0.payload.number) }]) {
        _ = try await queue.enqueue(Array(numbers.dropFirst(100)))
        try await until { seen.all.count >= 200 }
      }
      #expect(seen.all == numbers)
      #expect(try await queue.outcomes() == ["c": 200])
    }
  }

  @Test func `many workers share a queue, and none works on what another has`() async throws {
    try await TestQueue.with("JobWorkerTests") { queue in
      let seen = Gathered<Int>()
      let workers = (0..<4).map { _ in queue.worker(limit: 7) { seen.add($0.id) } }
      try await queue.running(workers) {
        var ids: [Int] = []
        for part in 0..<20 { ids += try await queue.enqueue((0..<25).map { part * 25 + $0 }) }
        try await until { seen.all.count >= 500 }
        #expect(seen.all.sorted() == ids.sorted())
      }
    }
  }

  @Test func `a job is there when its transaction commits, and only then`() async throws {
    try await TestQueue.with("JobWorkerTests") { queue in
      let seen = Gathered<Int>()
      try await queue.running([queue.worker { seen.add($0.payload.number) }]) {
        struct Enough: Error {}
        await #expect(throws: Enough.self) {
          try await queue.pool.transaction { connection in
            try await connection.enqueue(.errand, Errand(1))
            throw Enough()
          }
        }
        // It has its entry before the others, and comes after them.
        try await queue.pool.transaction { connection in
          try await connection.enqueue(.errand, Errand(2))
          _ = try await queue.enqueue((10..<40).map { $0 })
          try await until { seen.all.count >= 30 }
        }
        try await until { seen.all.count >= 31 }
      }
      #expect(seen.all.sorted() == [2] + (10..<40))
    }
  }

  @Test func `a transaction that enqueues holds up nobody, also where the queue was never seen before`() async throws {
    try await TestQueue.with("JobWorkerTests") { queue in
      try await queue.pool.transaction { connection in
        try await connection.enqueue(.errand, Errand(1))
        let ids = try await queue.pool.withConnection { other in
          try await other.query(
            "SELECT jobs.enqueue_jobs('jobs.errands', 'errand', 1, ARRAY['{\"number\": 2}']::json[])", as: Int.self, deadline: .after(.seconds(20)))
        }
        #expect(ids.count == 1)
      }
    }
  }

  @Test func `a failure comes again after a wait, and is dead after the last attempt, with what each failed for`() async throws {
    try await TestQueue.with("JobWorkerTests") { queue in
      struct Broken: Error {}
      let attempts = Gathered<Int>()
      _ = try await queue.enqueue([7])
      try await queue.running([
        queue.worker { job in
          attempts.add(job.attempt)
          throw Broken()
        }
      ]) {
        try await until { try await queue.pool.first("SELECT count(*) FROM dead", as: Int.self) == 1 }
      }
      #expect(attempts.all == [1, 2, 3])
      let errors = try await queue.pool.first("SELECT jsonb_path_query_array(errors, '$[*].error')::text FROM dead", as: String.self)
      #expect(errors == #"["Broken()", "Broken()", "Broken()"]"#)
    }
  }

  @Test func `a hopeless job is dead at once, and one that is snoozed comes again without an attempt less`() async throws {
    try await TestQueue.with("JobWorkerTests") { queue in
      let attempts = Gathered<[Int]>()
      _ = try await queue.enqueue([1, 2])
      try await queue.running([
        queue.worker { job in
          attempts.add([job.payload.number, job.attempt])
          if job.payload.number == 1 { throw JobError.hopeless("never") }
          if attempts.all.count(where: { $0[0] == 2 }) < 3 { throw JobError.snooze(.milliseconds(30)) }
        }
      ]) {
        try await until { attempts.all.count >= 4 }
      }
      #expect(attempts.all.count { $0 == [1, 1] } == 1 && attempts.all.count { $0 == [2, 1] } == 3, "\(attempts.all)")
    }
  }

  @Test func `a job of later is not begun before its time`() async throws {
    try await TestQueue.with("JobWorkerTests") { queue in
      let seen = Gathered<Deadline>()
      try await queue.running([queue.worker { _ in seen.add(.now) }]) {
        let due = Deadline.after(.milliseconds(400))
        let time = try #require(try await queue.pool.first("SELECT clock_timestamp() + interval '400 ms'", as: Timestamp.self))
        _ = try await queue.enqueue([1], due: time)
        try await until { seen.all.count == 1 }
        #expect(seen.all[0] >= due)
      }
    }
  }

  @Test func `priorities come in their order`() async throws {
    try await TestQueue.with("JobWorkerTests") { queue in
      let seen = Gathered<Int>()
      for (number, priority) in [JobPriority.low, .normal, .high, .urgent].enumerated() {
        _ = try await queue.enqueue([number], as: JobType("errand", queue: "jobs.errands", priority: priority))
      }
      try await queue.running([queue.worker(limit: 1) { seen.add($0.payload.number) }]) { try await until { seen.all.count == 4 } }
      #expect(seen.all == [3, 2, 1, 0])
    }
  }

  @Test func `a type that nobody knows, and a newer payload, stay in the queue`() async throws {
    try await TestQueue.with("JobWorkerTests") { queue in
      _ = try await queue.enqueue([1], as: JobType("strange", queue: "jobs.errands"))
      _ = try await queue.enqueue([2], as: JobType("errand", version: 2, queue: "jobs.errands"))
      try await queue.running([queue.worker { _ in Issue.record("it was worked on") }]) {
        try await until { try await queue.pool.first("SELECT count(*) FROM later WHERE attempt = 1", as: Int.self) == 2 }
      }
    }
  }

  @Test func `a worker that stops finishes its jobs, and gives back what does not end in time`() async throws {
    try await TestQueue.with("JobWorkerTests") { queue in
      let begun = Gathered<Int>()
      let worker = queue.worker { job in
        begun.add(job.payload.number)
        try await EventLoop.sleep(until: .after(job.payload.number == 0 ? .milliseconds(100) : .seconds(300)))
      }
      let task = Task(executorPreference: queue.loops.next()) { try await worker.run() }
      _ = try await queue.enqueue([0, 1])
      try await until { begun.all.count == 2 }
      let error = await #expect(throws: DrainError.self) { try await worker.stop(deadline: .now + .milliseconds(500)) }
      #expect(error?.unfinished == 1)
      task.cancel()
      _ = await task.result
      #expect(try await queue.outcomes() == ["c": 1, "r": 1])
      // The one that was given back has lost no attempt.
      let again = Gathered<Int>()
      try await queue.running([queue.worker { again.add($0.attempt) }]) { try await until { again.all.count == 1 } }
      #expect(again.all == [1])
    }
  }

  @Test func `a worker that has gone is taken over from when its lease ends, and not when the next sign of another is due`() async throws {
    try await TestQueue.with("JobWorkerTests") { queue in
      _ = try await queue.enqueue([1])
      let gone = try #require(try await queue.pool.first("SELECT jobs.register_worker('gone', '2 s')", as: Int.self))
      #expect(try await queue.pool.query("SELECT id FROM jobs.claim_jobs(\(gone), 0, 'jobs.errands', 1, '{0,0,0,0}')", as: Int.self).count == 1)
      let attempts = Gathered<Int>()
      try await queue.running([queue.worker(lease: .seconds(1000), beat: .seconds(500)) { attempts.add($0.attempt) }]) {
        try await until { attempts.all.count == 1 }
      }
      #expect(attempts.all == [2])
      let errors = try await queue.pool.query("SELECT jsonb_path_query(errors, '$[*].error')::text FROM job WHERE attempt = 2", as: String.self)
      #expect(errors == ["\"the lease of worker \(gone) (gone) lapsed\""])
    }
  }

  @Test func `what is completed in its own transaction takes effect once, and not under a lease that was lost`() async throws {
    try await TestQueue.with("JobWorkerTests") { queue in
      try await queue.pool.execute("CREATE TABLE ledger (job int8 NOT NULL, attempt int4 NOT NULL)")
      let outcomes = Gathered<String>()
      _ = try await queue.enqueue([1])
      let worker = queue.worker(lease: .milliseconds(400), beat: .milliseconds(100)) { job in
        do {
          try await job.complete { connection in
            try await connection.execute("INSERT INTO ledger VALUES (\(job.id), \(job.attempt))")
            // Whoever takes over does not wait for this transaction, and leaves the job to it.
            if job.attempt == 1 { try await connection.execute("SELECT pg_sleep(0.01)") }
          }
          outcomes.add("completed")
        } catch {
          outcomes.add("\(error)")
          throw error
        }
      }
      try await queue.running([worker]) { try await until { outcomes.all.count >= 1 } }
      #expect(outcomes.all == ["completed"])
      #expect(try await queue.pool.first("SELECT count(*) FROM ledger", as: Int.self) == 1)
      #expect(try await queue.outcomes() == ["c": 1])
    }
  }
}
