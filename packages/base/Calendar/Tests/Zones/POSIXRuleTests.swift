import Testing

@testable import Calendar

@Suite struct POSIXRuleTests {
  private func offset(_ rule: String, _ text: String) throws -> Int {
    try #require(POSIXRule(parsing: Array(rule.utf8))).span(at: time(text)).offset
  }

  @Test func `days are counted in three ways`() throws {
    // 1 March is J60 in every year, and day 60 from zero in a leap year only.
    #expect(try offset("AAA0BBB,J60,J300", "2024-03-01T01:59:59Z") == 0)
    #expect(try offset("AAA0BBB,J60,J300", "2024-03-01T02:00:00Z") == 3600)
    #expect(try offset("AAA0BBB,J60,J300", "2025-03-01T02:00:00Z") == 3600)
    #expect(try offset("AAA0BBB,60,300", "2024-03-01T02:00:00Z") == 3600)
    #expect(try offset("AAA0BBB,60,300", "2025-03-01T02:00:00Z") == 0)
    #expect(try offset("AAA0BBB,M3.5.0,M10.1.0", "2026-03-29T02:00:00Z") == 3600)
    #expect(try offset("AAA0BBB,M3.5.0,M10.1.0", "2026-03-29T01:59:59Z") == 0)
    // It ends at two o'clock by the clock of daylight saving.
    #expect(try offset("AAA0BBB,M3.5.0,M10.1.0", "2026-10-04T00:59:59Z") == 3600)
    #expect(try offset("AAA0BBB,M3.5.0,M10.1.0", "2026-10-04T01:00:00Z") == 0)
  }

  @Test func `times may lie days before or after their day`() throws {
    #expect(try offset("IST-2IDT,M3.4.4/26,M10.5.0", "2026-03-26T23:59:59Z") == 7200)
    #expect(try offset("IST-2IDT,M3.4.4/26,M10.5.0", "2026-03-27T00:00:00Z") == 10_800)
    #expect(try offset("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29T00:59:59Z") == -7200)
    #expect(try offset("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29T01:00:00Z") == -3600)
  }

  @Test func `south of the equator daylight saving spans the new year`() throws {
    let rule = "AEST-10AEDT,M10.1.0,M4.1.0/3"
    #expect(try offset(rule, "2026-01-01T00:00:00Z") == 39_600)
    #expect(try offset(rule, "2026-12-31T23:59:59Z") == 39_600)
    #expect(try offset(rule, "2026-07-01T00:00:00Z") == 36_000)
  }

  @Test func `daylight saving may go back, and may last for ever`() throws {
    #expect(try offset("IST-1GMT0,M10.5.0,M3.5.0/1", "2026-01-01T00:00:00Z") == 0)
    #expect(try offset("IST-1GMT0,M10.5.0,M3.5.0/1", "2026-07-01T00:00:00Z") == 3600)
    for text in ["2026-01-01T04:59:59Z", "2026-01-01T05:00:00Z", "2026-07-01T00:00:00Z", "2026-12-31T23:59:59Z"] {
      #expect(try offset("EST5EDT,0/0,J365/25", text) == -14_400, "\(text)")
    }
  }

  @Test(arguments: [
    "", "CET", "CE-1", "CET-25", "CET-1CEST", "CET-1CEST,M3.5.0", "CET-1CEST,M3.5.0,M10.5.0/3,", "CET-1CEST,M13.5.0,M10.5.0",
    "CET-1CEST,M3.6.0,M10.5.0", "CET-1CEST,M3.5.7,M10.5.0", "CET-1CEST,M3.5.0/168,M10.5.0", "CET-1CEST,J0,J365", "CET-1CEST,366,1", "<CET-1",
    "CET-1CEST,M3.5.0/2:60,M10.5.0",
    "CET-1 CEST,M3.5.0,M10.5.0", "CET-0001",
  ])
  func `what is not a TZ string is refused`(text: String) {
    #expect(POSIXRule(parsing: Array(text.utf8)) == nil)
  }
}
