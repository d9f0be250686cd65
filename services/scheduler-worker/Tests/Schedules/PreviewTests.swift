import Testing

@testable import SchedulerWorker

@Suite struct PreviewTests {
  @Test func `each schedule's runs are shown as its zone's clock shows them, and in UTC`() throws {
    let schedules = [
      try Schedule.make("nightly", "30 2 * * *", zone: zone("Europe/Berlin"), delay: 5), try Schedule.make("off", "@yearly", isEnabled: false),
    ]
    #expect(
      try #require(Preview(count: "2")).text(of: schedules, after: time("2026-03-28T12:00:00Z")) == """
        nightly (Europe/Berlin, 5s later by its jitter)
          2026-03-29T03:00:05+02:00  Sun  2026-03-29T01:00:05Z
          2026-03-30T02:30:05+02:00  Mon  2026-03-30T00:30:05Z

        off (UTC, not enabled)
          2027-01-01T00:00:00+00:00  Fri  2027-01-01T00:00:00Z
          2028-01-01T00:00:00+00:00  Sat  2028-01-01T00:00:00Z

        """)
  }

  @Test func `a run that is due but delayed is the next`() throws {
    let schedule = try Schedule.make("a", "0 12 * * *", delay: 60)
    #expect(try #require(Preview(count: "1")).text(of: [schedule], after: time("2026-03-28T12:00:30Z")).contains("2026-03-28T12:01:00Z"))
  }

  @Test(arguments: ["0", "-1", "1001", "x", "", "99999999999999999999"]) func `a count that is none is refused`(text: String) {
    #expect(Preview(count: text) == nil)
  }

  @Test func `without a count there are five`() { #expect(Preview(count: nil)?.count == 5) }
}
