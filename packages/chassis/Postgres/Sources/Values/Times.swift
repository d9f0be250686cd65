import Calendar

/// A moment, to the microsecond, or one of the two infinities: what `timestamptz` holds.
public struct Timestamp: Hashable, Comparable, Sendable {
  /// Microseconds from the start of 2000 (UTC), as the server counts; the least and the greatest number are the infinities.
  let microseconds: Int64

  init(microseconds: Int64) { self.microseconds = microseconds }

  /// The moment so many microseconds after the start of 1970 (UTC); the infinity where the database reaches no further.
  public init(microsecondsSince1970 microseconds: Int64) {
    let (moment, isTooEarly) = microseconds.subtractingReportingOverflow(ServerEpoch.microseconds)
    self.init(microseconds: isTooEarly ? .min : moment)
  }

  public init(_ time: UnixTime) {
    let (microseconds, isTooFar) = Int64(time.seconds).multipliedReportingOverflow(by: 1_000_000)
    self = isTooFar ? (time.seconds < 0 ? .distantPast : .distantFuture) : Timestamp(microsecondsSince1970: microseconds)
  }

  /// Later than every moment: `infinity`.
  public static let distantFuture = Timestamp(microseconds: .max)
  /// Earlier than every moment: `-infinity`.
  public static let distantPast = Timestamp(microseconds: .min)

  public var isFinite: Bool { self != .distantFuture && self != .distantPast }

  /// Microseconds from the start of 1970 (UTC); `nil` for an infinity.
  public var microsecondsSince1970: Int64? {
    if !isFinite { return nil }
    let (microseconds, isTooFar) = microseconds.addingReportingOverflow(ServerEpoch.microseconds)
    return isTooFar ? nil : microseconds
  }

  public static func < (left: Timestamp, right: Timestamp) -> Bool { left.microseconds < right.microseconds }
}

/// A date and a time of day without a zone, to the microsecond, or one of the two infinities: what `timestamp` holds.
public struct LocalTimestamp: Hashable, Comparable, Sendable {
  /// Microseconds from the start of 2000, as the server counts; the least and the greatest number are the infinities.
  let microseconds: Int64

  init(microseconds: Int64) { self.microseconds = microseconds }

  /// The microsecond of the day, from 0, added to its start.
  public init(_ date: CalendarDate, microsecondOfDay: Int64 = 0) {
    let days = Int64(date.daysSince1970) - Int64(ServerEpoch.days)
    let (start, isTooFar) = days.multipliedReportingOverflow(by: ServerEpoch.microsecondsPerDay)
    let (moment, overflows) = start.addingReportingOverflow(microsecondOfDay)
    self.init(microseconds: isTooFar || overflows ? (days < 0 ? .min : .max) : moment)
  }

  /// Later than everything: `infinity`.
  public static let distantFuture = LocalTimestamp(microseconds: .max)
  /// Earlier than everything: `-infinity`.
  public static let distantPast = LocalTimestamp(microseconds: .min)

  public var isFinite: Bool { self != .distantFuture && self != .distantPast }

  /// The day, and the microsecond of it; `nil` for an infinity.
  public var parts: (date: CalendarDate, microsecondOfDay: Int64)? {
    isFinite ? ServerEpoch.parts(microseconds) : nil
  }

  public static func < (left: LocalTimestamp, right: LocalTimestamp) -> Bool { left.microseconds < right.microseconds }
}

/// A day, or one of the two infinities: what `date` holds. `CalendarDate` is read from those that are days.
public struct PostgresDate: Hashable, Comparable, Sendable {
  /// Days from the first of 2000, as the server counts; the least and the greatest number are the infinities.
  let days: Int32

  init(days: Int32) { self.days = days }

  /// The day; the infinity where the database reaches no further.
  public init(_ date: CalendarDate) { days = Int32(clamping: date.daysSince1970 - ServerEpoch.days) }

  /// Later than every day: `infinity`.
  public static let distantFuture = PostgresDate(days: .max)
  /// Earlier than every day: `-infinity`.
  public static let distantPast = PostgresDate(days: .min)

  /// The day; `nil` for an infinity.
  public var date: CalendarDate? {
    self == .distantFuture || self == .distantPast ? nil : CalendarDate(daysSince1970: Int(days) + ServerEpoch.days)
  }

  public static func < (left: PostgresDate, right: PostgresDate) -> Bool { left.days < right.days }
}

/// A span of months, days and microseconds, none of which is a fixed number of another: what `interval` holds.
public struct Interval: Hashable, Sendable {
  public var months: Int32
  public var days: Int32
  public var microseconds: Int64

  public init(months: Int32 = 0, days: Int32 = 0, microseconds: Int64 = 0) {
    self.months = months
    self.days = days
    self.microseconds = microseconds
  }
}

/// The start of 2000, from which the server counts.
enum ServerEpoch {
  /// Days after the start of 1970.
  static let days = 10_957
  static let microsecondsPerDay: Int64 = 86_400_000_000
  /// Microseconds after the start of 1970.
  static let microseconds = Int64(days) * microsecondsPerDay

  static func parts(_ microseconds: Int64) -> (date: CalendarDate, microsecondOfDay: Int64) {
    var (day, rest) = microseconds.quotientAndRemainder(dividingBy: microsecondsPerDay)
    if rest < 0 { (day, rest) = (day - 1, rest + microsecondsPerDay) }
    return (CalendarDate(daysSince1970: Int(day) + days), rest)
  }

  /// The text that the server reads, whatever its settings: `2026-11-29 16:00:00.000001`.
  static func text(_ microseconds: Int64) -> String {
    let (date, rest) = parts(microseconds)
    func digits(_ number: Int64, _ count: Int) -> String {
      let text = "\(number)"
      return String(repeating: "0", count: max(0, count - text.utf8.count)) + text
    }
    let second = rest / 1_000_000
    let clock = "\(digits(second / 3600, 2)):\(digits(second / 60 % 60, 2)):\(digits(second % 60, 2)).\(digits(rest % 1_000_000, 6))"
    return "\(text(date)) \(clock)\(date.year > 0 ? "" : " BC")"
  }

  /// The day without its era: the year 0 is 1 before Christ.
  static func text(_ date: CalendarDate) -> String {
    func digits(_ number: Int, _ count: Int) -> String {
      let text = "\(number)"
      return String(repeating: "0", count: max(0, count - text.utf8.count)) + text
    }
    return "\(digits(date.year > 0 ? date.year : 1 - date.year, 4))-\(digits(date.month, 2))-\(digits(date.day, 2))"
  }
}
