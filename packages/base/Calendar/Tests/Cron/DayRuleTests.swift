import Testing

@testable import Calendar

@Suite struct DayRuleTests {
  private func days(_ expression: String, count: Int) throws -> [String] {
    try occurrences(expression, in: "UTC", after: "2026-01-01T00:00:00Z", count: count).map { String($0.prefix(10)) }
  }

  @Test func `with both day fields restricted, one of them is enough`() throws {
    #expect(try days("0 12 13 * FRI", count: 5) == ["2026-01-02", "2026-01-09", "2026-01-13", "2026-01-16", "2026-01-23"])
  }

  @Test func `with a day field that begins with a star, both must agree`() throws {
    #expect(try days("0 12 */2 * FRI", count: 3) == ["2026-01-09", "2026-01-23", "2026-02-13"])
    #expect(try days("0 12 13 * */5", count: 3) == ["2026-02-13", "2026-03-13", "2026-09-13"])
  }

  @Test func `the last day of the month, and days before it`() throws {
    #expect(try days("0 12 L * *", count: 3) == ["2026-01-31", "2026-02-28", "2026-03-31"])
    #expect(try days("0 12 L-1,1 * *", count: 4) == ["2026-01-01", "2026-01-30", "2026-02-01", "2026-02-27"])
    #expect(try days("0 12 L-30 * *", count: 3) == ["2026-01-01", "2026-03-01", "2026-05-01"])
  }

  @Test func `the workday nearest to a day, never in another month`() throws {
    // 1 February 2026 is a Sunday, 1 August a Saturday; 31 January a Saturday, 31 May a Sunday.
    #expect(try days("0 12 1W 2 *", count: 1) == ["2026-02-02"])
    #expect(try days("0 12 1W 8 *", count: 1) == ["2026-08-03"])
    #expect(try days("0 12 31W 1 *", count: 1) == ["2026-01-30"])
    #expect(try days("0 12 31W 5 *", count: 1) == ["2026-05-29"])
    #expect(try days("0 12 15W 2,3 *", count: 2) == ["2026-02-16", "2026-03-16"])
    #expect(try days("0 12 LW * *", count: 3) == ["2026-01-30", "2026-02-27", "2026-03-31"])
  }

  @Test func `the last and the n-th of a day of the week`() throws {
    #expect(try days("0 12 * * 5L", count: 3) == ["2026-01-30", "2026-02-27", "2026-03-27"])
    #expect(try days("0 12 * * FRIL", count: 1) == ["2026-01-30"])
    #expect(try days("0 12 * * 7#1", count: 2) == ["2026-01-04", "2026-02-01"])
    #expect(try days("0 12 * * tue#5", count: 2) == ["2026-03-31", "2026-06-30"])
    #expect(try days("0 12 * * MON#1,MON#3", count: 3) == ["2026-01-05", "2026-01-19", "2026-02-02"])
  }
}
