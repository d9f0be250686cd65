import Testing

@testable import Postgres

@Suite struct CopyTests {
  private struct Enough: Error {}

  @Test func `rows are copied in as text and in binary form, and out`() async throws {
    try await withConnection(CopyTests.self) { connection in
      try await connection.run(script: "CREATE TEMP TABLE c (n int4, t text, a float8[])")
      let text = try await connection.copyIn("COPY c FROM STDIN WITH (FORMAT csv)") { writer in
        for n in 0..<1000 { try await writer.write(Array("\(n),\"a, b\",\n".utf8)) }
      }
      #expect(text.description == "COPY 1000")
      let binary = try await connection.copyIn(into: SQLIdentifier("c"), columns: ["n", "t", "a"]) { writer in
        for n in 1000..<50_000 { try await writer.row(n, n % 2 == 0 ? nil : "odd", [Double(n)]) }
      }
      #expect(binary.rows == 49_000)
      #expect(
        try await connection.first("SELECT count(*), sum(n), count(t), sum(a[1])::int8 FROM c", as: (Int, Int, Int, Int).self)!
          == (50_000, 1_249_975_000, 25_500, 1_249_475_500))
      var lines: [String] = []
      let out = try await connection.copyOut("COPY (SELECT n, t FROM c WHERE n < 3 ORDER BY n) TO STDOUT") { bytes in
        lines.append(String(decoding: bytes, as: UTF8.self))
      }
      #expect(lines == ["0\ta, b\n", "1\ta, b\n", "2\ta, b\n"] && out.rows == 3)
    }
  }

  @Test func `a body that throws copies nothing`() async throws {
    try await withConnection(CopyTests.self) { connection in
      try await connection.run(script: "CREATE TEMP TABLE d (n int4)")
      await #expect(throws: Enough.self) {
        try await connection.copyIn("COPY d FROM STDIN") { writer in
          try await writer.write(Array("1\n2\n".utf8))
          throw Enough()
        }
      }
      await #expect(throws: Enough.self) {
        try await connection.copyOut("COPY (SELECT generate_series(1, 100000000)) TO STDOUT") { _ in throw Enough() }
      }
      let wrong = await #expect(throws: PostgresError.self) {
        try await connection.copyIn(into: SQLIdentifier("d"), columns: ["n"]) { writer in try await writer.row("text") }
      }
      #expect(wrong?.kind == .value)
      #expect(try await connection.first("SELECT count(*) FROM d", as: Int.self) == 0)
      #expect(connection.isOpen)
    }
  }

  @Test func `a row that does not fit leaves nothing of it behind`() async throws {
    try await withConnection(CopyTests.self) { connection in
      try await connection.run(script: "CREATE TEMP TABLE f (n int4, t text)")
      try await connection.copyIn(into: SQLIdentifier("f"), columns: ["n", "t"]) { writer in
        for error in [
          await #expect(throws: PostgresError.self) { try await writer.row(1) },
          await #expect(throws: PostgresError.self) { try await writer.row(1, "a", 2) },
        ] { #expect(error?.message.hasSuffix("values is copied into 2 columns") == true) }
        let error = await #expect(throws: PostgresError.self) { try await writer.row(1, 2) }
        #expect(error?.message == "the value 2 of a row has no binary form of text, the type of its column")
        try await writer.row(3, "c")
      }
      let rows = try await connection.query("SELECT n, t FROM f", as: (Int, String).self)
      #expect(rows.count == 1 && rows.first?.0 == 3 && rows.first?.1 == "c")
    }
  }

  @Test func `data that the server refuses are an error, soon`() async throws {
    try await withConnection(CopyTests.self) { connection in
      try await connection.run(script: "CREATE TEMP TABLE e (n int4)")
      var written = 0
      let error = await #expect(throws: PostgresError.self) {
        try await connection.copyIn("COPY e FROM STDIN") { writer in
          for _ in 0..<100_000 {
            try await writer.write(Array("no number, and long enough that many of them fill every buffer on the way\n".utf8))
            written += 1
          }
        }
      }
      #expect(error?.sqlState == "22P02" && written < 100_000)
      let short = await #expect(throws: PostgresError.self) { try await connection.copyIn("COPY e FROM STDIN") { try await $0.write([0x78, 0x0A]) } }
      #expect(short?.sqlState == "22P02")
      let none = await #expect(throws: PostgresError.self) { try await connection.copyIn("SELECT 1") { _ in } }
      #expect(none?.kind == .invalid)
      try await connection.checkStep()
    }
  }
}
