/// Which days one of the two day fields names; most of them differ from month to month.
struct DayPattern: Hashable, Sendable {
  /// The field begins with `*`: then both day fields must agree, as in Vixie's cron.
  let isWildcard: Bool
  let terms: [Term]

  enum Term: Hashable, Sendable {
    /// Days of the month, 1 to 31.
    case days(FieldSet)
    /// `L`, `L-3`: so many days before the month's last.
    case beforeLast(Int)
    /// `15W`: the weekday (Monday to Friday) nearest to a day, within its month.
    case nearestWorkday(Int)
    /// `LW`: the last of the month's Mondays to Fridays.
    case lastWorkday
    /// Days of the week, 0 to 6.
    case weekdays(FieldSet)
    /// `5#2`: the n-th of a day of the week.
    case nth(weekday: Int, Int)
    /// `5L`: the last of a day of the week.
    case last(weekday: Int)
  }

  /// The days of that month that the field names.
  func days(inMonth month: Int, of year: Int) -> FieldSet {
    let calendar = Month(first: CalendarDate(year: year, month: month, day: 1).weekday, length: CalendarDate.days(inMonth: month, of: year))
    return terms.reduce(into: FieldSet()) { $0.formUnion(calendar.days($1)) }
  }
}

private struct Month {
  /// The day of the week of its first day.
  let first: Int
  let length: Int

  func weekday(_ day: Int) -> Int { (first + day - 1) % 7 }

  func days(_ term: DayPattern.Term) -> FieldSet {
    switch term {
    case .days(let days): return days.intersection(FieldSet(1...length))
    case .beforeLast(let count): return only(length - count)
    case .nearestWorkday(let day): return only(nearestWorkday(day))
    case .lastWorkday: return only((1...length).last { isWorkday($0) })
    case .weekdays(let weekdays): return FieldSet(1...length, where: { weekdays.contains(weekday($0)) })
    case .nth(let weekday, let n): return only((1...length).filter { self.weekday($0) == weekday }.dropFirst(n - 1).first)
    case .last(let weekday): return only((1...length).last { self.weekday($0) == weekday })
    }
  }

  private func isWorkday(_ day: Int) -> Bool { (1...5).contains(weekday(day)) }

  private func nearestWorkday(_ day: Int) -> Int? {
    guard day <= length else { return nil }
    switch weekday(day) {
    case 6: return day == 1 ? 3 : day - 1
    case 0: return day == length ? day - 2 : day + 1
    default: return day
    }
  }

  private func only(_ day: Int?) -> FieldSet {
    guard let day, day >= 1 else { return FieldSet() }
    return FieldSet(day...day)
  }
}

extension FieldSet {
  fileprivate init(_ range: ClosedRange<Int>, where belongs: (Int) -> Bool) {
    self.init()
    for value in range where belongs(value) { insert(value) }
  }
}
