/// A day of the proleptic Gregorian calendar.
struct CivilDate: Hashable, Sendable {
  let year: Int
  /// 1 to 12.
  let month: Int
  /// 1 to the month's last.
  let day: Int

  /// How many days after 1 January 1970 it is; negative before.
  var daysSince1970: Int {
    let (era, yearOfEra) = (month <= 2 ? year - 1 : year).dividedDown(by: 400)
    let monthFromMarch = month > 2 ? month - 3 : month + 9
    let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * Self.daysInEra + dayOfEra - Self.daysTo1970
  }

  /// 0 is Sunday, 6 Saturday.
  var weekday: Int { (daysSince1970 + 4).dividedDown(by: 7).remainder }

  static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

  static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  private static let daysInEra = 146_097
  /// From 1 March of the year 0 to 1 January 1970.
  private static let daysTo1970 = 719_468
}

extension CivilDate {
  /// The day so many days after 1 January 1970.
  ///
  /// Counted in years that begin in March, so that the leap day comes last, and in eras of 400 such years, which all are alike.
  init(daysSince1970 days: Int) {
    let (era, dayOfEra) = (days + Self.daysTo1970).dividedDown(by: Self.daysInEra)
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / (Self.daysInEra - 1)) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
  }
}

extension Int {
  /// Quotient and remainder of a division that rounds down: the remainder is never negative.
  func dividedDown(by divisor: Int) -> (quotient: Int, remainder: Int) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}
