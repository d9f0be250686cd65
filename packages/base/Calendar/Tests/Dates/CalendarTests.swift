import Testing

@testable import Calendar

@Suite struct CalendarTests {
  @Test func `a day is found again from its number, over eight centuries`() {
    var date = CalendarDate(year: 1600, month: 1, day: 1)
    for number in date.daysSince1970...CalendarDate(year: 2400, month: 12, day: 31).daysSince1970 {
      let found = CalendarDate(daysSince1970: number)
      guard found == date, found.daysSince1970 == number, found.weekday == (number + 4 + 7 * 100_000) % 7 else {
        Issue.record("day \(number) is \(found), expected \(date)")
        return
      }
      let isLast = date.day == CalendarDate.days(inMonth: date.month, of: date.year)
      date = CalendarDate(
        year: isLast && date.month == 12 ? date.year + 1 : date.year, month: isLast ? date.month % 12 + 1 : date.month, day: isLast ? 1 : date.day + 1
      )
    }
  }

  @Test(arguments: ["1970-01-01", "2000-02-29", "2027-01-31", "0001-01-01", "9999-12-31"])
  func `a day is written as it is read`(text: String) {
    #expect(CalendarDate(text)?.description == text)
  }

  @Test(arguments: [
    "", "2027-1-31", "2027-01-32", "2027-02-29", "2100-02-29", "2027-00-01", "2027-13-01", "2027-01-00", "0000-01-01", "2027/01/31", "2027-01-31 ",
    "+027-01-31", "2027-01-311", "２027-01-31",
  ])
  func `what is no day is not read`(text: String) {
    #expect(CalendarDate(text) == nil)
  }

  @Test func `days are in the order of time`() {
    let days = ["2026-12-31", "2027-01-01", "2027-01-31", "2027-02-01", "2028-01-01"].map { CalendarDate($0)! }
    #expect(days.shuffled().sorted() == days)
  }

  @Test func `a moment within a second belongs to it, before 1970 too`() {
    #expect([-1_000_000_001, -1, 0, 999_999_999].map { UnixTime(nanoseconds: $0).seconds } == [-2, -1, 0, 0])
    #expect([-61, -60, -1, 0, 59, 60].map { UnixTime(seconds: $0).next(everySeconds: 60).seconds } == [-60, 0, 0, 60, 60, 120])
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
