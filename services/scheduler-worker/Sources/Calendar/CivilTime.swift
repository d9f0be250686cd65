/// What a calendar and a clock on the wall show together; in which time zone, whoever holds it knows.
struct CivilTime: Hashable, Sendable {
  let date: CivilDate
  /// 0 to 86,399.
  let secondOfDay: Int

  init(_ date: CivilDate, secondOfDay: Int) {
    self.date = date
    self.secondOfDay = secondOfDay
  }

  init(_ year: Int, _ month: Int, _ day: Int, _ hour: Int = 0, _ minute: Int = 0, _ second: Int = 0) {
    self.init(CivilDate(year: year, month: month, day: day), secondOfDay: hour * 3600 + minute * 60 + second)
  }

  /// The time so many seconds after midnight of 1 January 1970, every day counted as 86,400 seconds.
  init(secondsSince1970 seconds: Int) {
    let (days, secondOfDay) = seconds.dividedDown(by: Self.secondsPerDay)
    self.init(CivilDate(daysSince1970: days), secondOfDay: secondOfDay)
  }

  var secondsSince1970: Int { date.daysSince1970 * Self.secondsPerDay + secondOfDay }

  var hour: Int { secondOfDay / 3600 }
  var minute: Int { secondOfDay / 60 % 60 }
  var second: Int { secondOfDay % 60 }

  static let secondsPerDay = 86_400
}

extension CivilTime: CustomStringConvertible {
  /// As ISO 8601 writes it, without an offset: `2026-03-29T02:30:00`.
  var description: String {
    let year = date.year < 0 ? "-\((-date.year).padded(to: 4))" : date.year.padded(to: 4)
    return "\(year)-\(date.month.padded(to: 2))-\(date.day.padded(to: 2))T\(hour.padded(to: 2)):\(minute.padded(to: 2)):\(second.padded(to: 2))"
  }
}

extension Int {
  /// The decimal digits of a number that is not negative, zeros in front up to `width`.
  func padded(to width: Int) -> String {
    let digits = String(self)
    return String(repeating: "0", count: Swift.max(0, width - digits.utf8.count)) + digits
  }
}
