import IO
import PostgresTesting
import Telemetry
import TestSupport
import Testing

@testable import Postgres

@Suite struct PoolTests {
  private struct Enough: Error {}

  private func withPool(_ limits: PoolLimits = PoolLimits(), _ body: @Sendable (PostgresPool) async throws -> Void) async throws {
    try await withConfiguration(PoolTests.self) { configuration in
      var (configuration, limits) = (configuration, limits)
      limits.waitTimeout = .seconds(120)
      // By this a test tells its sessions from those of the others.
      configuration.applicationName = "\(UInt64.random(in: 0...UInt64.max))"
      let pool = PostgresPool(configuration, limits: limits, on: TestDatabase.loops)
      defer { pool.close() }
      try await body(pool)
    }
  }

  @Test func `many tasks on all loops share a few connections`() async throws {
    try await withPool(PoolLimits(connections: 3)) { pool in
      let processes = Gathered<Int32>()
      try await withThrowingTaskGroup { group in
        for number in 0..<60 {
          group.addTask(executorPreference: TestDatabase.loops.all[number % 2]) {
            try await pool.withConnection { connection in
              processes.add(connection.process)
              #expect(connection.loop.isCurrent)
              let answer = try await connection.first("SELECT \(number)::int4 + length(pg_sleep(0.001)::text)", as: Int.self)
              #expect(answer == number)
            }
          }
        }
        try await group.waitForAll()
      }
      #expect(Set(processes.all).count <= 3)
      #expect(pool.figures.inUse == 0 && pool.figures.waiting == 0 && pool.figures.idle <= 3 && pool.figures.failed == 0)
    }
  }

  @Test func `the shorthands use a connection each`() async throws {
    try await withPool { pool in
      #expect(try await pool.query("SELECT generate_series(1, 3)", as: Int.self) == [1, 2, 3])
      #expect(try await pool.query("SELECT 1, 'a'", as: (Int, String).self).first! == (1, "a"))
      #expect(try await pool.first("SELECT \(5)::int4", as: Int.self) == 5)
      #expect(try await pool.first("SELECT 1, 'a'", as: (Int, String).self)! == (1, "a"))
      #expect(try await pool.execute("SELECT 1").rows == 1)
      let result = try await pool.transaction { connection in connection.transactionStatus }
      #expect(result == .open && pool.figures.connected == 1)
    }
  }

  @Test func `a task that waits too long is told who has the connections`() async throws {
    try await withPool(PoolLimits(connections: 1)) { pool in
      try await pool.withConnection { _ in
        let other = Task { try await pool.withConnection(waitingUntil: .after(.milliseconds(20))) { _ in } }
        let error = await #expect(throws: PostgresError.self) { try await other.value }
        #expect(error?.kind == .timedOut && error?.message == "no connection came free in time: 1 of 1 are in use")
        #expect(pool.figures.waiting == 0)
      }
    }
  }

  @Test func `a task that would wait for itself is told so at once`() async throws {
    try await withPool(PoolLimits(connections: 1)) { pool in
      try await pool.withConnection { connection in
        let error = await #expect(throws: PostgresError.self) { try await pool.execute("SELECT 1") }
        #expect(error?.kind == .busy && error?.message.contains("each of the pool's 1 connections") == true)
        try await connection.checkStep()
      }
      #expect(try await pool.execute("SELECT 1").rows == 1)
    }
  }

  @Test func `of tasks that would wait for each other the last is told, and the others go on`() async throws {
    try await withPool(PoolLimits(connections: 3)) { pool in
      let outcomes = Gathered<PostgresError.Kind?>()
      let holders = Gathered<Int>()
      try await withThrowingTaskGroup { group in
        for number in 0..<3 {
          group.addTask(executorPreference: TestDatabase.loops.all[number % 2]) {
            try await pool.withConnection { _ in
              holders.add(number)
              try await wait { holders.all.count == 3 }
              do {
                // Whoever is not the last gets the connection of one that is done.
                try await pool.execute("SELECT 1")
                outcomes.add(nil)
              } catch let error as PostgresError {
                outcomes.add(error.kind)
              }
            }
          }
        }
        try await group.waitForAll()
      }
      #expect(outcomes.all.filter { $0 == .busy }.count == 1 && outcomes.all.filter { $0 == nil }.count == 2)
    }
  }

  @Test func `a second connection is given where there is one, or will be`() async throws {
    try await withPool(PoolLimits(connections: 2)) { pool in
      try await withThrowingTaskGroup { group in
        let isHeld = Gathered<Int>()
        group.addTask {
          try await pool.withConnection { _ in
            isHeld.add(1)
            try await wait { pool.figures.waiting == 1 }
          }
        }
        try await wait { !isHeld.all.isEmpty }
        try await pool.withConnection { _ in
          // Both are held, and the other task does not wait.
          for _ in 0..<2 { try await pool.execute("SELECT 1") }
        }
        try await group.waitForAll()
      }
    }
  }

  @Test func `who waits longest is first`() async throws {
    try await withPool(PoolLimits(connections: 1)) { pool in
      let order = Gathered<Int>()
      try await withThrowingTaskGroup { group in
        try await pool.withConnection { _ in
          for number in 0..<10 {
            group.addTask { try await pool.withConnection { _ in order.add(number) } }
            try await wait { pool.figures.waiting == number + 1 }
          }
        }
        try await group.waitForAll()
      }
      #expect(order.all == Array(0..<10))
    }
  }

  @Test func `too many tasks that wait are refused at once`() async throws {
    try await withPool(PoolLimits(connections: 1, waiting: 1)) { pool in
      try await withThrowingTaskGroup { group in
        try await pool.withConnection { _ in
          group.addTask { try await pool.withConnection { _ in } }
          try await wait { pool.figures.waiting == 1 }
          let error = await #expect(throws: PostgresError.self) { try await pool.withConnection { _ in } }
          #expect(error?.message == "1 tasks wait for a connection already")
        }
        try await group.waitForAll()
      }
    }
  }

  /// Cancels tasks at random moments: while they wait, as they get a connection, and as they use it.
  @Test func `no connection is lost, whenever a task is cancelled`() async throws {
    try await withPool(PoolLimits(connections: 3)) { pool in
      var generator = SeededGenerator(for: "PoolTests")
      for _ in 0..<40 {
        let tasks = (0..<12).map { number in
          Task(executorPreference: TestDatabase.loops.all[number % 2]) { try await pool.first("SELECT pg_sleep(0.001)::text", as: String.self) }
        }
        for task in tasks where Bool.random(using: &generator) {
          try await EventLoop.sleep(until: .after(.microseconds(Int.random(in: 0...1500, using: &generator))))
          task.cancel()
        }
        for task in tasks { _ = await task.result }
      }
      try await wait { pool.figures.inUse == 0 && pool.figures.waiting == 0 }
      try await withThrowingTaskGroup { group in
        for _ in 0..<9 { group.addTask { _ = try await pool.execute("SELECT pg_sleep(0.002)") } }
        try await group.waitForAll()
      }
      #expect(pool.figures.inUse + pool.figures.idle <= 3)
    }
  }

  @Test func `what a user leaves behind is gone for the next`() async throws {
    try await withPool(PoolLimits(connections: 1)) { pool in
      let leftovers: [String] = [
        "BEGIN", "SET search_path = nowhere", "SET ROLE pg_monitor", "LISTEN something", "CREATE TEMP TABLE left_behind (n int)",
        "SELECT pg_advisory_lock(1)", "SELECT set_config('work_mem', '1MB', false)", "BEGIN; SELECT 1/0",
      ]
      for leftover in leftovers {
        try await pool.withConnection { connection in
          _ = try? await connection.run(script: leftover)
          // A statement that is prepared leaves the same.
          if leftover.hasPrefix("SELECT") { _ = try? await connection.execute(SQL(verbatim: leftover)) }
        }
        let state = try await pool.withConnection { connection in
          #expect(connection.transactionStatus == .idle)
          return try await connection.first(
            """
            SELECT current_setting('search_path') || current_user || current_setting('work_mem')
              || (SELECT count(*) FROM pg_listening_channels()) || (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid())
              || (to_regclass('pg_temp.left_behind') IS NULL)
            """, as: String.self)
        }
        #expect(state == "\"$user\", publicpostgres4MB00true", "after \(leftover)")
      }
      #expect(pool.figures.connected == 1)
    }
  }

  @Test func `a session in which only rows were touched is not reset`() async throws {
    try await withPool(PoolLimits(connections: 1)) { pool in
      for _ in 0..<2 { _ = try await pool.execute("SELECT count(*) FROM pg_class") }
      let prepared = try await pool.first("SELECT count(*) FROM pg_prepared_statements", as: Int.self)
      #expect(prepared == 2)
      try await pool.withConnection { connection in #expect(!connection.exchanges.traces.mayRemain) }
    }
  }

  @Test func `a body that fails, or is out of time, gives its connection back`() async throws {
    try await withPool(PoolLimits(connections: 1)) { pool in
      await #expect(throws: Enough.self) { try await pool.withConnection { _ in throw Enough() } }
      let late = await #expect(throws: PostgresError.self) { try await pool.execute("SELECT pg_sleep(60)", deadline: .after(.milliseconds(30))) }
      #expect(late?.kind == .timedOut)
      await #expect(throws: Enough.self) {
        try await pool.transaction { connection in
          try await connection.execute("SELECT 1")
          throw Enough()
        }
      }
      let seven = try await pool.first("SELECT 7", as: Int.self)
      #expect(seven == 7)
      #expect(pool.figures.connected == 1)
    }
  }

  @Test func `sessions that the server ended are replaced, and nobody notices`() async throws {
    try await withPool(PoolLimits(connections: 3)) { pool in
      try await withThrowingTaskGroup { group in
        for _ in 0..<3 { group.addTask { _ = try await pool.execute("SELECT pg_sleep(0.02)") } }
        try await group.waitForAll()
      }
      try await pool.withConnection { connection in
        _ = try await connection.execute(
          """
          SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
          WHERE application_name = current_setting('application_name') AND pid <> pg_backend_pid()
          """)
      }
      for _ in 0..<3 { #expect(try await pool.first("SELECT 7", as: Int.self) == 7) }
      try await withThrowingTaskGroup { group in
        for _ in 0..<6 { group.addTask { _ = try await pool.execute("SELECT pg_sleep(0.01)") } }
        try await group.waitForAll()
      }
    }
  }

  @Test func `a connection that is too old, or idle for too long, is replaced`() async throws {
    try await withPool(PoolLimits(maximumAge: .zero)) { pool in
      for _ in 0..<3 { _ = try await pool.execute("SELECT 1") }
      #expect(pool.figures.connected == 3 && pool.figures.idle == 0)
    }
    try await withPool(PoolLimits(idleTimeout: .milliseconds(20))) { pool in
      _ = try await pool.execute("SELECT 1")
      #expect(pool.figures.idle == 1)
      try await wait { pool.figures.idle == 0 }
      _ = try await pool.execute("SELECT 1")
    }
    try await withPool(PoolLimits(checkInterval: .zero)) { pool in
      for _ in 0..<3 { _ = try await pool.execute("SELECT 1") }
      #expect(pool.figures.connected == 1)
    }
  }

  @Test func `a task whose connection was dropped may have another, where it may have one only`() async throws {
    try await withPool(PoolLimits(connections: 1, maximumAge: .zero)) { pool in
      for _ in 0..<3 { _ = try await pool.execute("SELECT 1") }
    }
    try await withPool(PoolLimits(connections: 1)) { pool in
      for _ in 0..<2 {
        try await pool.withConnection { connection in connection.close() }
        let idle = try await pool.withConnection { connection in connection }
        idle.close()
      }
      #expect(try await pool.first("SELECT 7", as: Int.self) == 7)
      #expect(pool.figures.connected == 5)
      // What is left of a task that was cancelled is no one's either.
      let cancelled = Task(executorPreference: TestDatabase.loops.all[0]) { try await pool.execute("SELECT pg_sleep(60)") }
      try await wait { pool.figures.inUse == 1 }
      cancelled.cancel()
      _ = await cancelled.result
      #expect(try await pool.first("SELECT 7", as: Int.self) == 7)
    }
  }

  @Test func `a closed pool gives nothing, and tells those who wait`() async throws {
    try await withPool(PoolLimits(connections: 1)) { pool in
      try await withThrowingTaskGroup { group in
        try await pool.withConnection { connection in
          group.addTask { try await pool.withConnection { _ in } }
          try await wait { pool.figures.waiting == 1 }
          pool.close()
          let error = await #expect(throws: PostgresError.self) { try await group.next() }
          #expect(error?.kind == .closed)
          // Who has one may finish.
          _ = try await connection.execute("SELECT 1")
        }
        let error = await #expect(throws: PostgresError.self) { try await pool.execute("SELECT 1") }
        #expect(error?.kind == .closed && pool.figures.idle == 0 && pool.figures.inUse == 0)
      }
    }
  }

  @Test func `connections, waits and statements are counted`() async throws {
    try await withConfiguration(PoolTests.self) { configuration in
      let metrics = Metrics()
      var configuration = configuration
      configuration.metrics = metrics
      let pool = PostgresPool(configuration, name: "main", limits: PoolLimits(connections: 1), on: TestDatabase.loops)
      defer { pool.close() }
      func has(_ line: String) -> Bool { String(decoding: metrics.write(.prometheus), as: UTF8.self).split(separator: "\n").contains(line[...]) }
      let statement: SQL = "SELECT \(1)::int4"
      for _ in 0..<2 { _ = try await pool.execute(statement.named("one")) }
      _ = try? await pool.execute(("SELECT 1/0" as SQL).named("nothing"))
      _ = try await pool.execute("SELECT 1")
      let duration = "db_client_operation_duration_seconds_count"
      #expect(has(#"\#(duration){db_query_summary="one",error_type=""} 2"#) && has(#"\#(duration){db_query_summary="",error_type=""} 1"#))
      #expect(has(#"\#(duration){db_query_summary="nothing",error_type="22012"} 1"#))
      try await pool.withConnection { _ in
        let other = Task { try await pool.withConnection(waitingUntil: .after(.milliseconds(5))) { _ in } }
        let late = await #expect(throws: PostgresError.self) { try await other.value }
        #expect(late?.kind == .timedOut)
        #expect(has(#"db_client_connections{db_client_connection_pool_name="main",db_client_connection_state="used"} 1"#))
      }
      #expect(has(#"db_client_connections{db_client_connection_pool_name="main",db_client_connection_state="used"} 0"#))
      #expect(has(#"db_client_connections{db_client_connection_pool_name="main",db_client_connection_state="idle"} 1"#))
      #expect(has(#"db_client_connection_pending_requests{db_client_connection_pool_name="main"} 0"#))
      #expect(has(#"db_client_connection_timeouts_total{db_client_connection_pool_name="main"} 1"#))
      #expect(has(#"db_client_connection_wait_time_seconds_count{db_client_connection_pool_name="main"} 6"#))
    }
  }

  @Test func `no hope is told at once, and not at the deadline`() async throws {
    try await withConfiguration(PoolTests.self) { configuration in
      var configuration = configuration
      configuration.database = "nowhere"
      let pool = PostgresPool(configuration, on: TestDatabase.loops)
      defer { pool.close() }
      let error = await #expect(throws: PostgresError.self) { try await pool.execute("SELECT 1") }
      #expect(error?.sqlState == "3D000")
    }
  }

  @Test func `after a restart of the server the pool recovers by itself, with few attempts`() async throws {
    guard let cluster = try await PostgresCluster.make(for: "PoolTests") else { return }
    let database = try await cluster.makeDatabase()
    try await TestDatabase.loops.all[0].run {
      let pool = PostgresPool(
        try PostgresConfiguration(cluster.url(database)), limits: PoolLimits(connections: 8, waitTimeout: .seconds(60)), on: TestDatabase.loops)
      defer { pool.close() }
      try await withThrowingTaskGroup { group in
        for _ in 0..<8 { group.addTask { _ = try await pool.execute("SELECT pg_sleep(0.05)") } }
        try await group.waitForAll()
      }
      try await cluster.crash()
      try await withThrowingTaskGroup { group in
        for _ in 0..<40 { group.addTask { _ = try await pool.execute("SELECT 1") } }
        try await wait { pool.figures.failed >= 3 }
        try await cluster.start()
        try await group.waitForAll()
      }
      // Forty tasks waited; one made the attempts, with pauses that grow.
      #expect(pool.figures.failed < 40 && pool.figures.inUse == 0)
    }
  }
}
