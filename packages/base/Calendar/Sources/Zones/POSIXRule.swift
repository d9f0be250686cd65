/// The rule for a zone's local time after its last recorded transition: what a POSIX `TZ` string says, with the extensions of RFC 9636,
/// section 3.3.1.
struct POSIXRule: Hashable, Sendable {
  let standard: LocalTimeType
  let daylight: Daylight?

  struct Daylight: Hashable, Sendable {
    let type: LocalTimeType
    /// The moment of its beginning, on a clock that shows standard time.
    let start: YearlyMoment
    /// The moment of its end, on a clock that shows daylight-saving time.
    let end: YearlyMoment
  }

  /// A day of the year and a time from its midnight, in seconds: up to 167 hours before or after.
  struct YearlyMoment: Hashable, Sendable {
    let day: YearlyDay
    let time: Int

    func secondsSince1970(in year: Int) -> Int { day.daysSince1970(in: year) * CalendarTime.secondsPerDay + time }
  }

  enum YearlyDay: Hashable, Sendable {
    /// `Jn`: 1 to 365, 29 February never counted.
    case julian(Int)
    /// `n`: 0 to 365, 29 February counted.
    case zeroBased(Int)
    /// `Mm.w.d`: the w-th of a weekday in a month, the 5th meaning its last.
    case weekday(Int, week: Int, month: Int)

    func daysSince1970(in year: Int) -> Int {
      let newYear = CalendarDate(year: year, month: 1, day: 1).daysSince1970
      switch self {
      case .julian(let day): return newYear + day - (CalendarDate.isLeap(year) && day >= 60 ? 0 : 1)
      case .zeroBased(let day): return newYear + day
      case .weekday(let weekday, let week, let month):
        let first = CalendarDate(year: year, month: month, day: 1)
        var day = 1 + (weekday - first.weekday + 7) % 7 + (week - 1) * 7
        if day > CalendarDate.days(inMonth: month, of: year) { day -= 7 }
        return first.daysSince1970 + day - 1
      }
    }
  }

  func span(at time: UnixTime) -> TimeZone.Span {
    guard let daylight else { return TimeZone.Span(start: .distantPast, end: .distantFuture, type: standard) }
    let year = time.calendarTime(offset: standard.offset).date.year
    // Where daylight saving lasts all year, it ends at the moment at which it begins: the beginning then comes last and counts.
    let changes = (year - 2...year + 2).flatMap { year in
      [
        Change(time: daylight.end.secondsSince1970(in: year) - daylight.type.offset, rank: 0, type: standard),
        Change(time: daylight.start.secondsSince1970(in: year) - standard.offset, rank: 1, type: daylight.type),
      ]
    }.sorted { ($0.time, $0.rank) < ($1.time, $1.rank) }
    let current = changes.lastIndex { $0.time <= time.seconds }!
    let next = changes[current...].first { $0.time > time.seconds }!
    return TimeZone.Span(
      start: UnixTime(seconds: changes[current].time), end: UnixTime(seconds: next.time), type: changes[current].type)
  }

  private struct Change {
    let time: Int
    /// The order among changes at the same time.
    let rank: Int
    let type: LocalTimeType
  }
}
