import Testing

@testable import Calendar

@Suite struct CronParsingTests {
  @Test(arguments: [
    ("* * * * *", "0-59 * * * *"), ("*/15 * * * *", "0,15,30,45 * * * *"), ("5/20 * * * *", "5,25,45 * * * *"),
    ("10-30/10 0 * * *", "10,20,30 0 * * *"), ("0 0 * jan-mar *", "0 0 * 1-3 *"), ("0 0 * Dec,JUL *", "0 0 * 7,12 *"),
    ("0 0 * * SUN", "0 0 * * 7"), ("0 0 * * FRI-SUN", "0 0 * * 0,5,6"), ("0 0 * * 5-7", "0 0 * * 5,6,0"), ("0 0 * * mon-fri/2", "0 0 * * 1,3,5"),
    ("0 0 * * 7/2", "0 0 * * 0,2,4,6"), ("0 0 * * 0-7", "0 0 * * 0-6"), ("  0\t0 *  * 1 ", "0 0 * * 1"), ("0 0 0 1 1 *", "0 0 1 1 *"),
    ("00 007 * * *", "0 7 * * *"), ("@yearly", "0 0 1 1 *"), ("@annually", "@yearly"), ("@monthly", "0 0 1 * *"), ("@weekly", "0 0 * * 0"),
    ("@daily", "0 0 * * *"), ("@midnight", "@daily"), ("@hourly", "0 * * * *"),
  ])
  func `two ways to write the same are the same`(one: String, other: String) throws {
    guard case .cron(let left) = try Recurrence(parsing: one), case .cron(let right) = try Recurrence(parsing: other) else {
      Issue.record("not cron expressions")
      return
    }
    #expect(left.seconds == right.seconds && left.minutes == right.minutes && left.hours == right.hours && left.months == right.months)
    for month in 1...12 {
      #expect(left.daysOfMonth.days(inMonth: month, of: 2026) == right.daysOfMonth.days(inMonth: month, of: 2026))
      #expect(left.daysOfWeek.days(inMonth: month, of: 2026) == right.daysOfWeek.days(inMonth: month, of: 2026))
    }
  }

  @Test(arguments: [
    ("60 * * * *", "the minute field has \"60\": 60 is not from 0 to 59; allowed are 0-59,"),
    ("0 24 * * *", "the hour field has \"24\": 24 is not from 0 to 23; allowed are 0-23,"),
    ("0 0 0 * *", "the day-of-month field has \"0\": 0 is not from 1 to 31; allowed are 1-31,"),
    ("0 0 * 13 *", "the month field has \"13\": 13 is not from 1 to 12; allowed are 1-12 or JAN-DEC,"),
    ("0 0 * * 8", "the day-of-week field has \"8\": 8 is not from 0 to 7; allowed are 0-7 or SUN-SAT,"),
    ("61 0 0 * * *", "the second field has \"61\": 61 is not from 0 to 59;"),
    ("*/0 * * * *", "the minute field has \"*/0\": a step is a number from 1;"),
    ("*/ * * * *", "the minute field has \"*/\": a step is a number from 1;"),
    ("*/90 * * * *", "the minute field has \"*/90\": a step of 90 goes beyond the field, so that only 0 would be left;"),
    ("30-10 * * * *", "the minute field has \"30-10\": it runs backwards; write it as two ranges, 30-59,0-10;"),
    ("0 22-2 * * *", "the hour field has \"22-2\": it runs backwards; write it as two ranges, 22-23,0-2;"),
    ("1,,2 * * * *", "the minute field has \"1,,2\": a comma stands beside nothing;"),
    ("1-2-3 * * * *", "the minute field has \"1-2-3\": \"2-3\" is neither a number;"),
    ("1- * * * *", "the minute field has \"1-\": a number is missing;"),
    ("-1 * * * *", "the minute field has \"-1\": a number is missing;"),
    ("x * * * *", "the minute field has \"x\": \"x\" is neither a number;"),
    ("0 0 * * MONDAY", "the day-of-week field has \"MONDAY\": \"MONDAY\" is neither a number nor a name;"),
    ("0 0 ? * MON", "the day-of-month field has \"?\": write * for any day;"),
    ("0 0 L-0 * *", "the day-of-month field has \"L-0\": L- is followed by 1 to 30 days;"),
    ("0 0 * * L", "the day-of-week field has \"L\": L follows the day whose last one is meant;"),
    ("0 0 * * 5#6", "the day-of-week field has \"5#6\": # is followed by 1 to 5;"),
    ("0 0 32W * *", "the day-of-month field has \"32W\": 32 is not from 1 to 31;"),
    ("", "\"\" has 0 fields, not 5 (minute, hour, day of month, month, day of week) or 6 (seconds first)"),
    ("* * * *", "\"* * * *\" has 4 fields, not 5"),
    ("* * * * * * *", "\"* * * * * * *\" has 7 fields, not 5"),
    ("@reboot", "\"@reboot\" is not known; there are @yearly, @annually, @monthly,"),
    ("@every 0s", "\"@every 0s\": an interval is whole seconds, from 1s to 8784h (366 days), as in @every 90s or @every 1h30m"),
    ("@every 1500ms", "\"@every 1500ms\": an interval is whole seconds"),
    ("@every 9000h", "\"@every 9000h\": an interval is whole seconds"),
    ("@every", "\"@every\" is not known; there are"),
    ("0 0 30 2 *", "\"0 0 30 2 *\" never fires: no month \"2\" has a day \"30\" that fits"),
    ("0 0 31 4,6,9,11 *", "\"0 0 31 4,6,9,11 *\" never fires: no month \"4,6,9,11\" has a day \"31\" that fits"),
    ("0 0 31W 2 *", "\"0 0 31W 2 *\" never fires"),
    ("0 0 L-30 APR *", "\"0 0 L-30 APR *\" never fires"),
  ])
  func `what is not an expression is refused with the field, the text and what is allowed`(text: String, message: String) {
    #expect {
      try Recurrence(parsing: text)
    } throws: { error in
      "\(error)".hasPrefix(message)
    }
  }

  @Test(arguments: [
    ("@every 5m", 300), ("@every 90s", 90), ("@every 1h30m", 5400), ("@every 8784h", 31_622_400),
  ])
  func `an interval is read`(text: String, seconds: Int) throws {
    #expect(try Recurrence(parsing: text) == .every(seconds: seconds))
  }

  @Test func `what looks impossible but is not is accepted`() throws {
    // The leap day on a Sunday, by the rule that a field with a star must agree with the other.
    let leapSundays = try occurrences("0 0 29 2 */7", in: "UTC", after: "2026-01-01T00:00:00Z", count: 2)
    #expect(leapSundays == ["2032-02-29T00:00:00+00:00", "2060-02-29T00:00:00+00:00"])
    #expect(try occurrences("0 0 30 2 MON", in: "UTC", after: "2026-01-01T00:00:00Z", count: 1) == ["2026-02-02T00:00:00+00:00"])
    #expect(try occurrences("0 0 29 2 *", in: "UTC", after: "2096-03-01T00:00:00Z", count: 1) == ["2104-02-29T00:00:00+00:00"])
  }
}
