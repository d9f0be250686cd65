import Calendar
import JSON
import TestSupport
import Testing

@testable import Postgres

/// Values on their way to the real server and back. The server's own reading and writing of text is the other side.
@Suite struct ValueTests {
  private enum Mood: String, PostgresDecodable, PostgresEncodable, CaseIterable { case sad, happy }

  /// Sends a value, has the server write it as text, and reads both back.
  private func check<Value: PostgresDecodable & PostgresEncodable & Equatable>(
    _ connection: PostgresConnection, _ type: String, _ value: Value, _ text: String, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let cast = SQL(verbatim: type)
    let sent = try await connection.first("SELECT \(value)::\(cast)::text", as: String.self)
    #expect(sent == text, "sent as \(type)", sourceLocation: sourceLocation)
    let read = try await connection.first("SELECT \(text)::text::\(cast)", as: Value.self)
    #expect(read == value, "read as \(type)", sourceLocation: sourceLocation)
    // As text, the server has to read it too.
    let asText = try await connection.first("SELECT \(value)::text::\(cast)", as: Value.self)
    #expect(asText == value, "sent as text", sourceLocation: sourceLocation)
  }

  @Test func `numbers and truth`() async throws {
    try await withConnection(ValueTests.self) { connection in
      try await check(connection, "bool", true, "true")
      for number in [0, 1, -1, 32_767, -32_768] as [Int16] { try await check(connection, "int2", number, "\(number)") }
      for number in [0, -1, .max, .min] as [Int32] { try await check(connection, "int4", number, "\(number)") }
      for number in [0, -1, .max, .min] as [Int] { try await check(connection, "int8", number, "\(number)") }
      for number in [0, 1.5, -1e300, Double.leastNonzeroMagnitude, .infinity, -.infinity] as [Double] {
        let text =
          number.isInfinite ? (number > 0 ? "Infinity" : "-Infinity") : try await connection.first("SELECT \(number)::float8::text", as: String.self)
        try await check(connection, "float8", number, text ?? "")
      }
      try await check(connection, "float4", Float(1.25), "1.25")
      #expect(try await connection.first("SELECT 'NaN'::float8", as: Double.self)?.isNaN == true)
    }
  }

  @Test func `decimal numbers keep all digits`() async throws {
    try await withConnection(ValueTests.self) { connection in
      let texts = [
        "0", "0.00", "1", "-1", "10000", "9999", "0.0001", "0.00001000", "-12345678901234567890.123456789", "100000000", "1.10", "NaN",
        "Infinity", "-Infinity", "0.1234567", "99990000.00001", "1" + String(repeating: "0", count: 200),
        "0." + String(repeating: "0", count: 99) + "7",
      ]
      for text in texts {
        let number = try #require(Numeric(text))
        #expect(number.description == text)
        try await check(connection, "numeric", number, text)
      }
      var generator = SeededGenerator(for: "ValueTests.numeric")
      for _ in 0..<100 {
        let digits = (0..<Int.random(in: 1...30, using: &generator)).map { _ in "\(Int.random(in: 0...9, using: &generator))" }.joined()
        let scale = Int.random(in: 0...30, using: &generator)
        let text = try #require(try await connection.first("SELECT (\(digits)::numeric / power(10::numeric, \(scale)::int4))::text", as: String.self))
        try await check(connection, "numeric", try #require(Numeric(text)), text)
      }
      #expect(Numeric("1e5") == nil && Numeric("") == nil && Numeric(".") == nil && Numeric("1.2.3") == nil && Numeric("+1") == nil)
      #expect(Numeric("12.00")?.int == 12 && Numeric("12.01")?.int == nil && Numeric(-7).int == -7 && Numeric.nan.int == nil)
    }
  }

  @Test func `text and bytes`() async throws {
    try await withConnection(ValueTests.self) { connection in
      for text in ["", "a", "Grüße 🚢", "'; DROP TABLE users; --", #"\x{,}"NULL""#] {
        try await check(connection, "text", text, text)
        try await check(connection, "varchar", text, text)
      }
      try await check(connection, "bytea", [0, 1, 255, 39] as [UInt8], "\\x0001ff27")
      try await check(connection, "bytea", [] as [UInt8], "\\x")
      #expect(try await connection.first("SELECT 'x'::name, 'y'::char(3), 'z'::\"char\"", as: (String, String, String).self)! == ("x", "y  ", "z"))
    }
  }

  @Test func `identifiers, and JSON`() async throws {
    try await withConnection(ValueTests.self) { connection in
      let text = "0189abcd-ef01-7234-8567-89abcdef0123"
      try await check(connection, "uuid", try #require(UUID(text)), text)
      #expect(UUID("0189abcdef01-7234-8567-89abcdef0123") == nil && UUID(text + "0") == nil && UUID("g" + text.dropFirst()) == nil)
      #expect(UUID("00000000-0000-0000-0000-000000000001")! < UUID(text)!)
      let value = try JSONValue(parsing: #"{"a": [1, 2.50, null], "b": "x"}"#)
      for type in ["json", "jsonb"] as [SQL] {
        let back = try await connection.first("SELECT \(value)::\(type)", as: JSONValue.self)
        #expect(back?.encoded(.compact) == value.encoded(.compact))
      }
    }
  }

  @Test func `times and their infinities`() async throws {
    try await withConnection(ValueTests.self) { connection in
      try await check(connection, "date", CalendarDate(year: 2026, month: 11, day: 29), "2026-11-29")
      try await check(connection, "date", CalendarDate(year: -43, month: 3, day: 15), "0044-03-15 BC")
      try await check(connection, "date", PostgresDate.distantFuture, "infinity")
      try await check(connection, "date", PostgresDate.distantPast, "-infinity")
      let moment = Timestamp(microsecondsSince1970: 1_796_000_000_000_001)
      try await check(connection, "timestamptz", moment, "2026-11-30 00:53:20.000001+00")
      #expect(moment.microsecondsSince1970 == 1_796_000_000_000_001)
      try await check(connection, "timestamptz", Timestamp(UnixTime(seconds: 0)), "1970-01-01 00:00:00+00")
      try await check(connection, "timestamptz", Timestamp(UnixTime(seconds: -70_000_000_000)), "0250-10-15 19:33:20+00 BC")
      try await check(connection, "timestamptz", Timestamp.distantFuture, "infinity")
      try await check(connection, "timestamptz", Timestamp.distantPast, "-infinity")
      let local = LocalTimestamp(CalendarDate(year: 1999, month: 12, day: 31), microsecondOfDay: 86_399_999_999)
      try await check(connection, "timestamp", local, "1999-12-31 23:59:59.999999")
      #expect(local.parts?.microsecondOfDay == 86_399_999_999 && local.parts?.date == CalendarDate(year: 1999, month: 12, day: 31))
      try await check(connection, "timestamp", LocalTimestamp.distantPast, "-infinity")
      try await check(connection, "interval", Interval(months: 14, days: -3, microseconds: 1_000_000), "1 year 2 mons -3 days +00:00:01")
      let error = await #expect(throws: PostgresError.self) { try await connection.first("SELECT 'infinity'::date", as: CalendarDate.self) }
      #expect(error?.kind == .value && error?.message.contains("PostgresDate") == true)
      #expect(try await connection.first("SELECT 1", as: Int.self) == 1)
    }
  }

  @Test func `arrays, nulls and enumerations`() async throws {
    try await withConnection(ValueTests.self) { connection in
      try await check(connection, "int4[]", [1, nil, -3] as [Int32?], "{1,NULL,-3}")
      try await check(connection, "int8[]", [] as [Int], "{}")
      try await check(connection, "text[]", ["a", "", "NULL", "\"q\" \\ {,}", "🚢"], #"{a,"","NULL","\"q\" \\ {,}",🚢}"#)
      try await check(connection, "bytea[]", [[1], [2, 3]] as [[UInt8]], #"{"\\x01","\\x0203"}"#)
      try await check(connection, "timestamptz[]", [Timestamp.distantPast], "{-infinity}")
      try await check(connection, "numeric[]", [Numeric("1.50")!], "{1.50}")
      try await connection.run(script: "CREATE TYPE mood AS ENUM ('sad', 'happy')")
      for mood in Mood.allCases { try await check(connection, "mood", mood, mood.rawValue) }
      try await check(connection, "mood[]", Mood.allCases, "{sad,happy}")
      #expect(try await connection.first("SELECT NULL::int4, NULL::text[]", as: (Int?, [String]?).self)! == (nil, nil))
      #expect(try await connection.first("SELECT \(nil as Int?)::int4 IS NULL", as: Bool.self) == true)
      let twofold = await #expect(throws: PostgresError.self) { try await connection.first("SELECT '{{1},{2}}'::int4[]", as: [Int].self) }
      #expect(twofold?.message.contains("2 dimensions") == true)
    }
  }

  @Test func `what does not fit is an error that names the column`() async throws {
    try await withConnection(ValueTests.self) { connection in
      func message<Value: PostgresDecodable>(_ statement: SQL, _ type: Value.Type) async -> String {
        do {
          _ = try await connection.first(statement, as: type)
          return ""
        } catch {
          #expect(error.kind == .value)
          return error.message
        }
      }
      #expect(await message("SELECT 'x' AS name", Int.self).contains("column 1 (name) cannot be read as Int: it is text"))
      #expect(await message("SELECT NULL::int4 AS n", Int.self).contains("it is null"))
      #expect(await message("SELECT 70000", Int16.self).contains("70000 is beyond Int16"))
      #expect(await message("SELECT 1.5::numeric", Double.self).contains("it is numeric"))
      #expect(await message("SELECT 1", String.self).contains("it is int4"))
      let columns = await #expect(throws: PostgresError.self) { try await connection.first("SELECT 1, 2", as: Int.self) }
      #expect(columns?.message == "a row of 2 columns is read as 1 values; name the columns in the statement")
      try await connection.checkStep()
    }
  }

  @Test func `a value beyond the column's type is the server's to refuse`() async throws {
    try await withConnection(ValueTests.self) { connection in
      let error = await #expect(throws: PostgresError.self) { try await connection.first("SELECT \(5_000_000_000)::int4", as: Int.self) }
      #expect(error?.sqlState == "22003")
    }
  }

  @Test func `text is what is valid UTF-8, and all else is an error`() {
    var generator = SeededGenerator(for: "ValueTests.text")
    let pieces: [[UInt8]] = [
      Array("a".utf8), Array("plain text of some length".utf8), Array("é".utf8), Array("漢".utf8), Array("🙂".utf8), [0x80], [0xC0, 0xAF],
      [0xE2, 0x82],
      [0xED, 0xA0, 0x80], [0xF0, 0x9F, 0x99], [0xF5, 0x80, 0x80, 0x80], [],
    ]
    for _ in 0..<2000 {
      let bytes = (0..<Int.random(in: 0...6, using: &generator)).flatMap { _ in pieces.randomElement(using: &generator)! }
      let text = bytes.withUnsafeBytes { try? String.decode(PostgresField(type: .text, value: $0)) }
      #expect(text == String(validating: bytes, as: UTF8.self), "\(bytes)")
    }
  }

  @Test func `random bytes are a value or an error`() {
    var generator = SeededGenerator(for: "ValueTests.decoding")
    let types = (1...4000).map { PostgresType(rawValue: $0) } + [PostgresType(rawValue: 20_000)]
    func decode<Value: PostgresDecodable>(_: Value.Type) {
      var bytes = generator.bytes(upTo: 40)
      if Bool.random(using: &generator), bytes.count > 20 { bytes.replaceSubrange(0..<12, with: [0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 23]) }
      let type =
        Bool.random(using: &generator)
        ? types.randomElement(using: &generator)! : [.numeric, .jsonb, .text, .date, .bytea].randomElement(using: &generator)!
      bytes.withUnsafeBytes { _ = try? Value.decode(PostgresField(type: type, value: $0)) }
    }
    for _ in 0..<3000 {
      decode(Int.self)
      decode(Bool.self)
      decode(String.self)
      decode(Numeric.self)
      decode(JSONValue.self)
      decode(CalendarDate.self)
      decode(Interval.self)
      decode(UUID.self)
      decode([Int?].self)
      decode([UInt8].self)
      decode([String].self)
    }
  }
}
