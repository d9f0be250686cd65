import Testing

@testable import Postgres

@Suite struct PipelineTests {
  @Test func `each statement of a pipeline has a result of its own`() async throws {
    try await withConnection(PipelineTests.self) { connection in
      let results = try await connection.pipeline([0, 1, 2].map { "SELECT 10 / \($0)::int4" } + ["SELEC"].map { _ in "SELECT 1" })
      #expect(results.count == 4)
      #expect(throws: PostgresError.self) { try results[0].get() }
      #expect(try results[1...].map { try $0.get().rows } == [1, 1, 1])
      #expect(connection.transactionStatus == .idle)
    }
  }

  @Test func `all statements of a batch take effect, or none`() async throws {
    try await withConnection(PipelineTests.self) { connection in
      try await connection.run(script: "CREATE TABLE numbers (n int CHECK (n < 1000))")
      let tags = try await connection.executeAll((0..<500).map { "INSERT INTO numbers VALUES (\($0))" })
      #expect(tags.count == 500 && tags.allSatisfy { $0.rows == 1 })
      let error = await #expect(throws: PostgresError.self) {
        try await connection.executeAll((990..<1010).map { "INSERT INTO numbers VALUES (\($0))" })
      }
      #expect(error?.sqlState == "23514" && error?.query == "INSERT INTO numbers VALUES ($1)")
      #expect(try await connection.first("SELECT count(*) FROM numbers", as: Int.self) == 500)
      #expect(try await connection.executeAll([]).isEmpty)
      try await connection.executeAll(["DELETE FROM numbers", "INSERT INTO numbers VALUES (\(1))", "INSERT INTO numbers VALUES (\(2))"])
      #expect(try await connection.first("SELECT count(*) FROM numbers", as: Int.self) == 2)
    }
  }

  @Test func `much goes both ways at once without either side waiting for ever`() async throws {
    try await withConnection(PipelineTests.self) { connection in
      let text = String(repeating: "x", count: 100_000)
      let tags = try await connection.executeAll((0..<200).map { _ in "SELECT \(text)::text, \(text)::text" })
      #expect(tags.count == 200)
      let results = try await connection.pipeline((0..<300).map { _ in "SELECT repeat(\("y"), 100000), \(text)::text" })
      #expect(results.count == 300)
      try await connection.checkStep()
    }
  }

  @Test func `more different statements than are kept are refused`() async throws {
    try await withConnection(PipelineTests.self) { configuration in
      configuration.preparedStatements = 3
    } _: { connection in
      let error = await #expect(throws: PostgresError.self) { try await connection.executeAll((0..<5).map { SQL(verbatim: "SELECT \($0)") }) }
      #expect(error?.kind == .invalid)
      try await connection.checkStep()
    }
  }
}
