import Testing

@testable import Calendar

/// Occurrences around changes of the clocks, checked by hand against what the places' clocks showed.
@Suite struct DaylightSavingTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let what: String
    let expression: String
    let zone: String
    let after: String
    let occurrences: [String]

    init(_ what: String, _ expression: String, _ zone: String, after: String, _ occurrences: String...) {
      self.what = what
      self.expression = expression
      self.zone = zone
      self.after = after
      self.occurrences = occurrences
    }

    var testDescription: String { what }
  }

  static let gaps = [
    Case(
      "a time that is skipped comes at the first moment after the gap", "30 2 * * *", "Europe/Berlin", after: "2026-03-28T12:00:00Z",
      "2026-03-29T03:00:00+02:00", "2026-03-30T02:30:00+02:00"),
    Case(
      "the gap's first second is skipped too", "0 2 * * *", "Europe/Berlin", after: "2026-03-28T12:00:00Z", "2026-03-29T03:00:00+02:00",
      "2026-03-30T02:00:00+02:00"),
    Case(
      "the gap's last second is skipped too", "59 59 2 * * *", "Europe/Berlin", after: "2026-03-28T12:00:00Z", "2026-03-29T03:00:00+02:00",
      "2026-03-30T02:59:59+02:00"),
    Case(
      "the first second after the gap is not", "0 3 * * *", "Europe/Berlin", after: "2026-03-28T12:00:00Z", "2026-03-29T03:00:00+02:00",
      "2026-03-30T03:00:00+02:00"),
    Case(
      "several skipped times come once, together with the one that is there", "*/30 2-3 * * *", "Europe/Berlin", after: "2026-03-28T12:00:00Z",
      "2026-03-29T03:00:00+02:00", "2026-03-29T03:30:00+02:00", "2026-03-30T02:00:00+02:00"),
    Case(
      "with a wildcard hour a skipped time does not come", "30 * * * *", "Europe/Berlin", after: "2026-03-29T00:00:00Z",
      "2026-03-29T01:30:00+01:00", "2026-03-29T03:30:00+02:00", "2026-03-29T04:30:00+02:00"),
    Case(
      "every two hours by the clock leaves a skipped hour out", "0 */2 * * *", "Europe/Berlin", after: "2026-03-28T23:00:00Z",
      "2026-03-29T04:00:00+02:00", "2026-03-29T06:00:00+02:00"),
    Case(
      "New York", "15 2 * * SUN", "America/New_York", after: "2026-03-07T12:00:00Z", "2026-03-08T03:00:00-04:00", "2026-03-15T02:15:00-04:00"),
    Case(
      "half an hour is skipped on Lord Howe Island", "15 2 * * *", "Australia/Lord_Howe", after: "2026-10-03T00:00:00Z",
      "2026-10-04T02:30:00+11:00", "2026-10-05T02:15:00+11:00"),
    Case(
      "half an hour is skipped on Lord Howe Island, and the next half is there", "45 2 * * *", "Australia/Lord_Howe", after: "2026-10-03T00:00:00Z",
      "2026-10-04T02:45:00+11:00"),
    Case(
      "midnight is skipped in Cairo", "0 0 * * *", "Africa/Cairo", after: "2026-04-23T12:00:00Z", "2026-04-24T01:00:00+03:00",
      "2026-04-25T00:00:00+03:00"),
    Case(
      "a minute after midnight was skipped in Newfoundland", "0 0 3 4 *", "America/St_Johns", after: "1988-04-02T12:00:00Z",
      "1988-04-03T00:00:00-03:30"),
    Case(
      "two hours were skipped in Newfoundland in 1988", "30 1 3 4 *", "America/St_Johns", after: "1988-04-02T12:00:00Z",
      "1988-04-03T02:01:00-01:30"),
    Case(
      "a whole day was skipped in Samoa", "0 12 * * *", "Pacific/Apia", after: "2011-12-29T00:00:00Z", "2011-12-29T12:00:00-10:00",
      "2011-12-31T00:00:00+14:00", "2011-12-31T12:00:00+14:00"),
    Case(
      "a day that never was comes at the start of the next", "0 12 30 12 *", "Pacific/Apia", after: "2011-01-01T00:00:00Z",
      "2011-12-31T00:00:00+14:00", "2012-12-30T12:00:00+14:00"),
    Case(
      "every minute of a day that never was does not come", "* * 30 12 *", "Pacific/Apia", after: "2011-01-01T00:00:00Z",
      "2012-12-30T00:00:00+14:00"),
    Case(
      "quarter hours of Nepal, whose clocks once went forward by fifteen minutes", "5 0 1 1 *", "Asia/Kathmandu", after: "1985-06-01T00:00:00Z",
      "1986-01-01T00:15:00+05:45", "1987-01-01T00:05:00+05:45"),
    Case(
      "Morocco leaves its standard time for Ramadan and comes back to it", "30 2 * * *", "Africa/Casablanca", after: "2026-03-21T12:00:00Z",
      "2026-03-22T03:00:00+01:00", "2026-03-23T02:30:00+01:00"),
    Case(
      "Ireland's summer is its standard time", "30 1 * * *", "Europe/Dublin", after: "2026-03-28T12:00:00Z", "2026-03-29T02:00:00+01:00",
      "2026-03-30T01:30:00+01:00"),
    Case(
      "far in the future, by the footer's rule", "30 2 * * *", "Europe/Berlin", after: "2400-03-25T12:00:00Z", "2400-03-26T03:00:00+02:00",
      "2400-03-27T02:30:00+02:00"),
  ]

  static let overlaps = [
    Case(
      "a time that comes twice counts the first time only", "30 2 * * *", "Europe/Berlin", after: "2026-10-24T12:00:00Z",
      "2026-10-25T02:30:00+02:00", "2026-10-26T02:30:00+01:00"),
    Case(
      "asked between the two, the next is tomorrow's", "30 2 * * *", "Europe/Berlin", after: "2026-10-25T00:45:00Z",
      "2026-10-26T02:30:00+01:00"),
    Case(
      "asked after the second began, too", "30 2 * * *", "Europe/Berlin", after: "2026-10-25T01:10:00Z", "2026-10-26T02:30:00+01:00"),
    Case(
      "several that come twice count the first time only", "*/30 2-3 * * *", "Europe/Berlin", after: "2026-10-24T12:00:00Z",
      "2026-10-25T02:00:00+02:00", "2026-10-25T02:30:00+02:00", "2026-10-25T03:00:00+01:00", "2026-10-25T03:30:00+01:00"),
    Case(
      "with a wildcard hour both count", "30 * * * *", "Europe/Berlin", after: "2026-10-24T23:45:00Z", "2026-10-25T02:30:00+02:00",
      "2026-10-25T02:30:00+01:00", "2026-10-25T03:30:00+01:00"),
    Case(
      "half an hour comes twice on Lord Howe Island", "45 1 * * *", "Australia/Lord_Howe", after: "2026-04-04T00:00:00Z",
      "2026-04-05T01:45:00+11:00", "2026-04-06T01:45:00+10:30"),
    Case(
      "every quarter hour of it with a wildcard hour", "*/15 * * * *", "Australia/Lord_Howe", after: "2026-04-04T14:29:00Z",
      "2026-04-05T01:30:00+11:00", "2026-04-05T01:45:00+11:00", "2026-04-05T01:30:00+10:30", "2026-04-05T01:45:00+10:30",
      "2026-04-05T02:00:00+10:30"),
    Case(
      "midnight comes twice in Havana", "0 0 * * *", "America/Havana", after: "2026-10-31T12:00:00Z", "2026-11-01T00:00:00-04:00",
      "2026-11-02T00:00:00-05:00"),
    Case(
      "Morocco's clocks go back for Ramadan", "30 2 * * *", "Africa/Casablanca", after: "2026-02-14T12:00:00Z", "2026-02-15T02:30:00+01:00",
      "2026-02-16T02:30:00+00:00"),
    Case(
      "nearly a day came twice on Kwajalein in 1969", "0 12 * * *", "Pacific/Kwajalein", after: "1969-09-29T12:00:00Z",
      "1969-09-30T12:00:00+11:00", "1969-10-01T12:00:00-12:00"),
    Case(
      "far in the future, by the footer's rule", "30 1 * * *", "America/New_York", after: "2400-11-04T12:00:00Z", "2400-11-05T01:30:00-04:00",
      "2400-11-06T01:30:00-05:00"),
  ]

  @Test(arguments: gaps + overlaps) func `occurrences where clocks change`(_ case: Case) throws {
    #expect(
      try occurrences(`case`.expression, in: `case`.zone, after: `case`.after, count: `case`.occurrences.count) == `case`.occurrences)
  }

  @Test func `an interval takes no notice of the clocks`() throws {
    #expect(
      try occurrences("@every 1h", in: "Europe/Berlin", after: "2026-10-24T23:30:00Z", count: 3) == [
        "2026-10-25T02:00:00+02:00", "2026-10-25T02:00:00+01:00", "2026-10-25T03:00:00+01:00",
      ])
  }
}
