import Testing

@testable import SchedulerWorker

@Suite struct CalendarTests {
  @Test func `a day is found again from its number, over eight centuries`() {
    var date = CivilDate(year: 1600, month: 1, day: 1)
    for number in date.daysSince1970...CivilDate(year: 2400, month: 12, day: 31).daysSince1970 {
      let found = CivilDate(daysSince1970: number)
      guard found == date, found.daysSince1970 == number, found.weekday == (number + 4 + 7 * 100_000) % 7 else {
        Issue.record("day \(number) is \(found), expected \(date)")
        return
      }
      let isLast = date.day == CivilDate.days(inMonth: date.month, of: date.year)
      date = CivilDate(
        year: isLast && date.month == 12 ? date.year + 1 : date.year, month: isLast ? date.month % 12 + 1 : date.month, day: isLast ? 1 : date.day + 1
      )
    }
  }

  @Test(arguments: [
    (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"), (951_782_400, "2000-02-29T00:00:00Z"),
    (4_107_542_400, "2100-03-01T00:00:00Z"), (-62_135_596_800, "0001-01-01T00:00:00Z"), (253_402_300_799, "9999-12-31T23:59:59Z"),
  ])
  func `a time is written and read as RFC 3339 has it`(seconds: Int, text: String) {
    #expect(UnixTime(seconds: seconds).description == text)
    #expect(UnixTime(rfc3339: text)?.seconds == seconds)
  }

  @Test func `an offset is written with the time and read back`() {
    let time = UnixTime(seconds: 1_774_747_800)
    #expect(time.description(offset: 7200) == "2026-03-29T03:30:00+02:00")
    #expect(time.description(offset: -12_600) == "2026-03-28T22:00:00-03:30")
    #expect(time.description(offset: -12_652) == "2026-03-28T21:59:08-03:30:52")
    #expect(UnixTime(rfc3339: "2026-03-28T22:00:00-03:30") == time)
  }

  @Test(arguments: [
    "", "2026-03-29", "2026-03-29T01:30:00", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z", "2026-01-00T00:00:00Z",
    "2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z", "2026-01-01T00:00:60Z", "2026-01-01 00:00:00Z", "2026-01-01T00:00:00+0200",
    "2026-01-01T00:00:00+24:00", "2026-01-01T00:00:00z+", "+026-01-01T00:00:00Z",
  ])
  func `what is not a time of RFC 3339 is not read`(text: String) {
    #expect(UnixTime(rfc3339: text) == nil)
  }
}
