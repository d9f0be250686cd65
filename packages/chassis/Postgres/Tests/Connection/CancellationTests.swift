import IO
import Synchronization
import TestSupport
import Testing

@testable import Postgres

@Suite struct CancellationTests {
  @Test func `a deadline ends the statement on the server too, and the connection goes on`() async throws {
    try await withConnection(CancellationTests.self) { connection in
      let error = await #expect(throws: PostgresError.self) {
        try await connection.execute("SELECT pg_sleep(\(60))", deadline: .after(.milliseconds(50)))
      }
      #expect(error?.kind == .timedOut && error?.query == "SELECT pg_sleep($1)")
      try await connection.checkStep()
      #expect(connection.cancellations == 1)
    }
  }

  @Test func `a cancelled task ends its statement on the server too`() async throws {
    try await withConnection(CancellationTests.self) { connection in
      let task = Task(executorPreference: connection.loop) { try await connection.execute("SELECT pg_sleep(60)") }
      try await EventLoop.sleep(until: .after(.milliseconds(30)))
      task.cancel()
      let result = await task.result
      #expect(throws: PostgresError.self) { try result.get() }
      try await connection.checkStep()
      #expect(connection.isOpen)
    }
  }

  @Test func `a transaction that was cancelled is known to have failed`() async throws {
    try await withConnection(CancellationTests.self) { connection in
      // Prepared before, it is what the cancellation finds under way.
      _ = try await connection.execute("SELECT pg_sleep(\(0))")
      try await connection.run(script: "BEGIN")
      _ = try? await connection.execute("SELECT pg_sleep(\(60))", deadline: .after(.milliseconds(30)))
      _ = try? await connection.ping()
      #expect(connection.transactionStatus == .failed)
      try await connection.run(script: "ROLLBACK")
      #expect(connection.transactionStatus == .idle)
    }
  }

  @Test func `a pipeline that is cancelled leaves the connection in step`() async throws {
    try await withConnection(CancellationTests.self) { connection in
      let error = await #expect(throws: PostgresError.self) {
        try await connection.pipeline((0..<5).map { _ in "SELECT pg_sleep(30)" }, deadline: .after(.milliseconds(50)))
      }
      #expect(error?.kind == .timedOut)
      try await connection.checkStep()
    }
  }

  @Test func `a batch that is cancelled before all of it was sent leaves the connection in step`() async throws {
    try await withConnection(CancellationTests.self) { connection in
      let text = String(repeating: "x", count: 1 << 20)
      let error = await #expect(throws: PostgresError.self) {
        try await connection.executeAll(
          ["SELECT pg_sleep(\(60)), \("")::text"] + (0..<30).map { _ in "SELECT pg_sleep(\(0)), \(text)::text" }, deadline: .after(.milliseconds(100))
        )
      }
      #expect(error?.kind == .timedOut)
      try await connection.checkStep()
      #expect(connection.isOpen)
    }
  }

  @Test func `a copy that is cancelled leaves the connection in step`() async throws {
    try await withConnection(CancellationTests.self) { connection in
      try await connection.run(script: "CREATE TEMP TABLE t (n int)")
      await #expect(throws: (any Error).self) {
        try await connection.copyIn("COPY t FROM STDIN", deadline: .after(.milliseconds(50))) { writer in
          while true { try await writer.write(Array("1\n".utf8)) }
        }
      }
      #expect(try await connection.first("SELECT count(*) FROM t", as: Int.self) == 0)
    }
  }

  /// Cancels at random moments, so that the request often arrives when the statement has just ended, with the next one sent at once.
  @Test func `a late cancellation never hits the next statement`() async throws {
    try await withConfiguration(CancellationTests.self) { configuration in
      try await withThrowingTaskGroup { group in
        for worker in 0..<6 {
          group.addTask {
            var generator = SeededGenerator(for: "CancellationTests \(worker)")
            let connection = try await PostgresConnection.connect(configuration)
            defer { connection.close() }
            for number in 0..<60 {
              let deadline = Deadline.after(.microseconds(Int.random(in: 0...3000, using: &generator)))
              do throws(PostgresError) {
                let answer = try await connection.first("SELECT pg_sleep(0.001)::text || \(number)", as: String.self, deadline: deadline)
                #expect(answer == "\(number)")
              } catch {
                #expect(error.kind == .timedOut)
              }
              // Whatever became of it, this is not touched, and answers the right question.
              #expect(try await connection.first("SELECT pg_sleep(0.0005)::text || \(number)::int8", as: String.self) == "\(number)")
            }
            #expect(connection.isOpen)
          }
        }
        try await group.waitForAll()
      }
    }
  }

  @Test func `a cancelled task sends nothing`() async throws {
    try await withConnection(CancellationTests.self) { connection in
      let task = Task(executorPreference: connection.loop) {
        withUnsafeCurrentTask { $0?.cancel() }
        try await connection.execute("SELECT 1")
      }
      let result = await task.result
      #expect(throws: PostgresError.self) { try result.get() }
      #expect(connection.cancellations == 0)
    }
  }
}
