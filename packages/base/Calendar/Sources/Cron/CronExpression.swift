/// A set of times on a calendar and a clock: what `0 2 * * MON-FRI` says.
///
/// The dialect is that of Vixie's cron, crontab(5): five fields (minute, hour, day of month, month, day of week), each a list of numbers,
/// names, ranges and steps. A day belongs when both day fields have it; where neither of them begins with `*`, when one of the two has it.
///
/// Beyond crontab(5) there may be a sixth field, the seconds, which then stands first. Names may stand in lists and ranges, `5/20` begins
/// at 5, and the day fields know what Quartz calls special characters, `L`, `W` and `#`; days of the week are numbered as in crontab(5), so
/// that `5L` is the last Friday. Fields that no day fulfils are refused.
///
/// ```swift
/// let expression = try CronExpression(parsing: "30 2 * * MON-FRI")
/// expression.next(after: CalendarTime(2026, 3, 27, 12))?.description     // 2026-03-30T02:30:00
/// ```
public struct CronExpression: Hashable, Sendable {
  let seconds: FieldSet
  let minutes: FieldSet
  let hours: FieldSet
  let daysOfMonth: DayPattern
  let months: FieldSet
  let daysOfWeek: DayPattern
  /// Whether the hour field begins with `*`: what matters is then the time that elapses rather than the hour that a clock shows.
  let hourIsWildcard: Bool

  /// Returns whether a clock that shows `time` shows one of the times.
  public func matches(_ time: CalendarTime) -> Bool {
    seconds.contains(time.second) && minutes.contains(time.minute) && hours.contains(time.hour) && months.contains(time.date.month)
      && days(inMonth: time.date.month, of: time.date.year).contains(time.date.day)
  }

  /// Returns the first of the times that is later than `time`; `nil` if there is none within the 400 years after which the calendar repeats.
  public func next(after time: CalendarTime) -> CalendarTime? {
    let start = CalendarTime(secondsSince1970: time.secondsSince1970 + 1)
    guard let date = nextDate(from: start.date) else { return nil }
    if date == start.date, let second = nextSecondOfDay(from: start.secondOfDay) { return CalendarTime(date, secondOfDay: second) }
    guard let first = nextSecondOfDay(from: 0),
      let later = date == start.date ? nextDate(from: CalendarDate(daysSince1970: date.daysSince1970 + 1)) : date
    else { return nil }
    return CalendarTime(later, secondOfDay: first)
  }

  private func nextSecondOfDay(from second: Int) -> Int? {
    for hour in second / 3600..<24 where hours.contains(hour) {
      let start = max(second - hour * 3600, 0)
      for minute in start / 60..<60 where minutes.contains(minute) {
        if let second = seconds.first(from: max(start - minute * 60, 0)), second < 60 { return hour * 3600 + minute * 60 + second }
      }
    }
    return nil
  }

  /// Returns the first day of the expression that is not before `date`. The calendar repeats after 400 years: what has not come by then
  /// never comes.
  func nextDate(from date: CalendarDate) -> CalendarDate? {
    var (year, month, day) = (date.year, date.month, date.day)
    while year <= date.year + 400 {
      if months.contains(month), let found = days(inMonth: month, of: year).first(from: day) {
        return CalendarDate(year: year, month: month, day: found)
      }
      (year, month, day) = month == 12 ? (year + 1, 1, 1) : (year, month + 1, 1)
    }
    return nil
  }

  private func days(inMonth month: Int, of year: Int) -> FieldSet {
    let ofMonth = daysOfMonth.days(inMonth: month, of: year)
    let ofWeek = daysOfWeek.days(inMonth: month, of: year)
    return daysOfMonth.isWildcard || daysOfWeek.isWildcard ? ofMonth.intersection(ofWeek) : ofMonth.union(ofWeek)
  }
}
