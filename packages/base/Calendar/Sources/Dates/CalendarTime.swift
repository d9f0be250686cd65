/// A date and a time of day as a wall clock shows them. The time zone is known to its holder only.
public struct CalendarTime: Hashable, Sendable {
  /// The date.
  public let date: CalendarDate
  /// Seconds after midnight, 0 to 86,399.
  public let secondOfDay: Int

  /// Creates a time; `secondOfDay` must be within 0 to 86,399.
  public init(_ date: CalendarDate, secondOfDay: Int) {
    precondition((0..<Self.secondsPerDay).contains(secondOfDay), "there is no second \(secondOfDay) in a day")
    self.date = date
    self.secondOfDay = secondOfDay
  }

  /// Creates a time whose date and time of day must exist.
  public init(_ year: Int, _ month: Int, _ day: Int, _ hour: Int = 0, _ minute: Int = 0, _ second: Int = 0) {
    self.init(CalendarDate(year: year, month: month, day: day), secondOfDay: hour * 3600 + minute * 60 + second)
  }

  /// Creates the time that is `seconds` after midnight of 1 January 1970, every day counted as 86,400 seconds.
  public init(secondsSince1970 seconds: Int) {
    let (days, secondOfDay) = seconds.dividedDown(by: Self.secondsPerDay)
    self.init(CalendarDate(daysSince1970: days), secondOfDay: secondOfDay)
  }

  /// The seconds after midnight of 1 January 1970 in the same time zone; negative before it.
  public var secondsSince1970: Int { date.daysSince1970 * Self.secondsPerDay + secondOfDay }

  /// The hour, 0 to 23.
  public var hour: Int { secondOfDay / 3600 }
  /// The minute, 0 to 59.
  public var minute: Int { secondOfDay / 60 % 60 }
  /// The second, 0 to 59.
  public var second: Int { secondOfDay % 60 }

  /// The seconds of a day without leap seconds.
  public static let secondsPerDay = 86_400
}

extension CalendarTime: CustomStringConvertible {
  /// The time as ISO 8601 writes it, without an offset: `2026-03-29T02:30:00`.
  public var description: String { "\(date)T\(clock)" }

  /// The time of day: `02:30:00`.
  var clock: String { "\(hour.padded(to: 2)):\(minute.padded(to: 2)):\(second.padded(to: 2))" }
}
