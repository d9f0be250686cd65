/// A day of the proleptic Gregorian calendar.
///
/// ```swift
/// CalendarDate("2027-01-31")?.daysSince1970      // 20849
/// ```
public struct CalendarDate: Hashable, Sendable {
  /// The year; 0 is the one before the year 1, as in ISO 8601.
  public let year: Int
  /// The month, 1 to 12.
  public let month: Int
  /// The day of the month, from 1.
  public let day: Int

  /// Creates a day that must exist: numbers from outside are checked with `isValid` first.
  public init(year: Int, month: Int, day: Int) {
    precondition(Self.isValid(year: year, month: month, day: day), "there is no day \(day) in month \(month) of \(year)")
    (self.year, self.month, self.day) = (year, month, day)
  }

  /// Creates the day that is `days` after 1 January 1970, or before it where `days` is negative.
  ///
  /// Years are counted from March, so that the leap day comes last, in eras of 400 such years, which are all alike.
  public init(daysSince1970 days: Int) {
    let (era, dayOfEra) = (days + Self.daysTo1970).dividedDown(by: Self.daysInEra)
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / (Self.daysInEra - 1)) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
  }

  /// The days from 1 January 1970 to this one; negative before it.
  public var daysSince1970: Int {
    let (era, yearOfEra) = (month <= 2 ? year - 1 : year).dividedDown(by: 400)
    let monthFromMarch = month > 2 ? month - 3 : month + 9
    let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * Self.daysInEra + dayOfEra - Self.daysTo1970
  }

  /// The day of the week: 0 is Sunday, 6 is Saturday.
  public var weekday: Int { (daysSince1970 + 4).dividedDown(by: 7).remainder }

  /// The abbreviated English name of the weekday: `Mon`.
  public var weekdayName: String { Self.weekdayNames[weekday] }

  /// The abbreviated English name of the month: `Jan`.
  public var monthName: String { Self.monthNames[month - 1] }

  /// Returns whether the calendar has the day.
  public static func isValid(year: Int, month: Int, day: Int) -> Bool {
    (1...12).contains(month) && day >= 1 && day <= days(inMonth: month, of: year)
  }

  /// Returns whether the year has a 29 February.
  public static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

  /// Returns the number of days of a month.
  ///
  /// - Parameter month: 1 to 12.
  public static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  static let monthNames = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
  static let weekdayNames = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]

  private static let daysInEra = 146_097
  /// Days from 1 March of the year 0 to 1 January 1970.
  private static let daysTo1970 = 719_468
}

extension CalendarDate: Comparable {
  public static func < (left: CalendarDate, right: CalendarDate) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }
}

extension CalendarDate: CustomStringConvertible {
  /// The date as RFC 3339 writes it (full-date): `2027-01-31`; a year before 0 has a sign.
  public var description: String {
    let sign = year < 0 ? "-" : ""
    return "\(sign)\(abs(year).padded(to: 4))-\(month.padded(to: 2))-\(day.padded(to: 2))"
  }

  /// Reads `YYYY-MM-DD`; `nil` unless it names a day from the year 1 on.
  public init?(_ text: String) {
    var reader = DigitReader(text.utf8)
    guard let year = reader.number(digits: 4), year > 0, reader.take("-"), let month = reader.number(digits: 2), reader.take("-"),
      let day = reader.number(digits: 2), reader.isAtEnd, Self.isValid(year: year, month: month, day: day)
    else { return nil }
    self.init(year: year, month: month, day: day)
  }
}
