import IO
import Synchronization
import Testing

@testable import Postgres

@Suite struct QueryTests {
  @Test func `rows are read into tuples`() async throws {
    try await withConnection(QueryTests.self) { connection in
      let rows = try await connection.query("SELECT n, 'row ' || n FROM generate_series(1, \(3)) AS n ORDER BY n", as: (Int, String).self)
      #expect(rows.map(\.0) == [1, 2, 3] && rows.map(\.1) == ["row 1", "row 2", "row 3"])
      #expect(try await connection.first("SELECT 1 WHERE false", as: Int.self) == nil)
      #expect(try await connection.first("SELECT n FROM generate_series(5, 9) AS n", as: Int.self) == 5)
      #expect(connection.transactionStatus == .idle && connection.parameters["client_encoding"] == "UTF8")
    }
  }

  @Test func `a statement's tag tells what it did`() async throws {
    try await withConnection(QueryTests.self) { connection in
      let tags = try await connection.run(script: "CREATE TEMP TABLE t (n int); INSERT INTO t VALUES (1), (2); ; DELETE FROM t WHERE n = 1")
      #expect(tags.map(\.description) == ["CREATE TABLE", "INSERT 0 2", "DELETE 1"])
      #expect(tags.map { String($0.command) } == ["CREATE TABLE", "INSERT", "DELETE"] && tags.map(\.rows) == [0, 2, 1])
      #expect(try await connection.execute("UPDATE t SET n = \(7)").rows == 1)
      #expect(try await connection.execute("").description == "")
    }
  }

  @Test func `the server's error comes with all that it says, and the connection goes on`() async throws {
    try await withConnection(QueryTests.self) { connection in
      try await connection.run(script: "CREATE TEMP TABLE u (n int CONSTRAINT u_key UNIQUE)")
      let error = await #expect(throws: PostgresError.self) { try await connection.execute("INSERT INTO u SELECT \(1) FROM generate_series(1, 2)") }
      #expect(error?.kind == .statement && error?.sqlState == "23505" && error?.report?.constraint == "u_key")
      #expect(error?.report?.detail == "Key (n)=(1) already exists." && error?.report?.table == "u" && error?.report?.severity == "ERROR")
      #expect(error?.query == "INSERT INTO u SELECT $1 FROM generate_series(1, 2)")
      let syntax = await #expect(throws: PostgresError.self) { try await connection.execute("SELEC 1") }
      #expect(syntax?.sqlState == "42601" && syntax?.report?.position == 1)
      let script = await #expect(throws: PostgresError.self) { try await connection.run(script: "SELECT 1; SELECT 1/0; SELECT 2") }
      #expect(script?.sqlState == "22012")
      try await connection.checkStep()
    }
  }

  @Test func `mistakes of the caller are told before anything is sent`() async throws {
    try await withConnection(QueryTests.self) { connection in
      let zero = await #expect(throws: PostgresError.self) { try await connection.execute(SQL(verbatim: "SELECT '\0'")) }
      #expect(zero?.kind == .invalid)
      let values = await #expect(throws: PostgresError.self) { try await connection.execute("SELECT $1::int4") }
      #expect(values?.message == "the statement has 1 parameters, and 0 values are given")
      for copy in ["COPY (SELECT 1) TO STDOUT", "CREATE TEMP TABLE c (n int); COPY c FROM STDIN"] {
        let error = await #expect(throws: PostgresError.self) { try await connection.run(script: copy) }
        #expect(error?.message.contains("copyIn or copyOut") == true)
      }
      try await connection.checkStep()
      let extended = await #expect(throws: PostgresError.self) { try await connection.execute("COPY pg_class TO STDOUT") }
      #expect(extended?.kind == .invalid || extended?.kind == .statement)
      try await connection.checkStep()
      #expect(connection.isOpen)
    }
  }

  @Test func `two tasks cannot use a connection at the same time`() async throws {
    try await withConnection(QueryTests.self) { connection in
      async let first = connection.first("SELECT pg_sleep(0.05)::text", as: String.self)
      await EventLoop.current?.yield()
      let error = await #expect(throws: PostgresError.self) { try await connection.execute("SELECT 1") }
      #expect(error?.kind == .busy)
      let answer = try await first
      #expect(answer == "")
    }
  }

  @Test func `a result of any length takes constant memory, and waits for whoever reads it`() async throws {
    try await withConnection(QueryTests.self) { connection in
      var sum = 0
      try await connection.stream("SELECT n, repeat('x', 100) FROM generate_series(1, 100000) AS n", as: (Int, String).self) { rows in
        while let (n, _) = try await rows.next() {
          sum += n
          if n % 10_000 == 0 { try await EventLoop.sleep(until: .after(.milliseconds(1))) }
        }
      }
      #expect(sum == 5_000_050_000 && connection.memory < 100_000)
    }
  }

  @Test func `a body that throws, or returns early, ends the statement, and the connection goes on`() async throws {
    struct Enough: Error {}
    let endless: SQL = "SELECT generate_series(1, 100000000)"
    try await withConnection(QueryTests.self) { connection in
      await #expect(throws: Enough.self) {
        try await connection.stream(endless, as: Int.self) { rows in
          while let n = try await rows.next() { if n == 1000 { throw Enough() } }
        }
      }
      try await connection.checkStep()
      let first = try await connection.stream(endless, as: Int.self) { rows in try await rows.next() }
      #expect(first == 1)
      try await connection.checkStep()
      #expect(connection.isOpen && connection.cancellations == 2)
    }
  }

  @Test func `an error amid the rows is thrown where they are read`() async throws {
    try await withConnection(QueryTests.self) { connection in
      var last = 0
      let error = await #expect(throws: PostgresError.self) {
        try await connection.stream("SELECT 10 / (5 - n) FROM generate_series(1, 9) AS n", as: Int.self) { rows in
          while let n = try await rows.next() { last = n }
        }
      }
      #expect(error?.sqlState == "22012" && last == 10)
      try await connection.checkStep()
    }
  }

  @Test func `a value of 100 MB goes both ways, and its memory is given back`() async throws {
    try await withConnection(QueryTests.self) { connection in
      let text = String(repeating: "0123456789", count: 10_000_000)
      let back = try await connection.first("SELECT \(text)::text", as: String.self)
      #expect(back?.utf8.count == 100_000_000)
      try await connection.checkStep()
      #expect(connection.memory < 100_000)
    }
  }

  @Test func `notices and parameters are told`() async throws {
    let notices = Mutex<[String]>([])
    try await withConnection(QueryTests.self) { configuration in
      configuration.onNotice = { report in notices.withLock { $0.append(report.message) } }
    } _: { connection in
      try await connection.run(script: "DO $$ BEGIN RAISE NOTICE 'ahoy'; END $$; SET application_name = 'other'")
      #expect(notices.withLock { $0 } == ["ahoy"])
      #expect(connection.parameters["application_name"] == "other")
    }
  }

  @Test func `prepared statements survive a change of their tables`() async throws {
    try await withConnection(QueryTests.self) { connection in
      try await connection.run(script: "CREATE TABLE changing (a int); INSERT INTO changing VALUES (1)")
      let statement: SQL = "SELECT * FROM changing"
      #expect(try await connection.first(statement, as: Int.self) == 1)
      try await connection.run(script: "ALTER TABLE changing ADD COLUMN b text DEFAULT 'x'")
      #expect(try await connection.first(statement, as: (Int, String).self)! == (1, "x"))
      try await connection.run(script: "DEALLOCATE ALL")
      #expect(try await connection.first(statement, as: (Int, String).self)! == (1, "x"))
      // Within a transaction the error ends it, and the statement is prepared anew in the next.
      try await connection.run(script: "ALTER TABLE changing DROP COLUMN b")
      try await connection.run(script: "BEGIN")
      let error = await #expect(throws: PostgresError.self) { try await connection.first(statement, as: Int.self) }
      #expect(error?.sqlState == "0A000" && connection.transactionStatus == .failed)
      try await connection.run(script: "ROLLBACK")
      #expect(try await connection.first(statement, as: Int.self) == 1)
    }
  }

  @Test func `the server keeps as many statements as the cache`() async throws {
    try await withConnection(QueryTests.self) { configuration in
      configuration.preparedStatements = 5
    } _: { connection in
      for number in 0..<40 {
        let sum = try await connection.first("SELECT \(1)::int + \(SQL(verbatim: "\(number % 9)"))", as: Int.self)
        #expect(sum == 1 + number % 9)
      }
      let kept = try await connection.first("SELECT count(*) FROM pg_prepared_statements", as: Int.self)
      #expect(kept! <= 6)
    }
  }

  @Test func `without names nothing is kept on the server`() async throws {
    try await withConnection(QueryTests.self) { configuration in
      configuration.preparedStatements = 0
    } _: { connection in
      for number in 0..<3 {
        let row = try await connection.first("SELECT \(number)::int4, \("a")", as: (Int, String).self)
        #expect(row! == (number, "a"))
      }
      #expect(try await connection.executeAll((0..<3).map { "SELECT \($0)::int8" }).count == 3)
      let kept = try await connection.first("SELECT count(*) FROM pg_prepared_statements", as: Int.self)
      #expect(kept == 0)
    }
  }

  @Test func `a text too long to be kept is run all the same`() async throws {
    try await withConnection(QueryTests.self) { connection in
      let comment = SQL(verbatim: "/* \(String(repeating: "x", count: 20_000)) */")
      for _ in 0..<2 {
        let one = try await connection.first("SELECT \(1)::int4 \(comment)", as: Int.self)
        #expect(one == 1)
      }
      let kept = try await connection.first("SELECT count(*) FROM pg_prepared_statements", as: Int.self)
      #expect(kept == 1)
    }
  }
}
