import Testing

@testable import Postgres

@Suite struct SQLTests {
  @Test func `what is interpolated is a parameter`() {
    let name = "'; DROP TABLE users; --"
    let statement: SQL = "SELECT \(1), \(name) FROM \(SQLIdentifier("Use\"rs")) WHERE x = \(nil as Int?)"
    #expect(statement.text == "SELECT $1, $2 FROM \"Use\"\"rs\" WHERE x = $3")
    #expect(statement.values == [.int(1), .text(name), .null])
  }

  @Test func `a statement in another brings its parameters`() {
    let inner: SQL = "a = \(1) AND b = '$1' AND c = \(2)"
    let outer: SQL = "SELECT \(0) WHERE \(inner) OR \(inner) LIMIT \(9)"
    #expect(outer.text == "SELECT $1 WHERE a = $2 AND b = '$1' AND c = $3 OR a = $4 AND b = '$1' AND c = $5 LIMIT $6")
    #expect(outer.values == [.int(0), .int(1), .int(2), .int(1), .int(2), .int(9)])
    let conditions: [SQL] = ["a = \(1)", "b = \(2)"]
    let joined: SQL = "WHERE \(conditions, separator: " AND ")"
    #expect(joined.text == "WHERE a = $1 AND b = $2")
  }

  @Test func `each of many parameters has its number`() {
    let joined: SQL = "\((1...120).map { "\($0)" as SQL }, separator: ",")"
    #expect(joined.text == (1...120).map { "$\($0)" }.joined(separator: ","))
    #expect(joined.values == (1...120).map { .int($0) })
  }

  @Test func `a name that is none is refused`() {
    #expect(SQLIdentifier(checking: "") == nil && SQLIdentifier(checking: "a\0b") == nil)
    #expect(SQLIdentifier(checking: String(repeating: "x", count: 64)) == nil)
    #expect(SQLIdentifier("app", "users").quoted == "\"app\".\"users\"")
  }
}
