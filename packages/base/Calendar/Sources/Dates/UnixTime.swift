/// A moment in whole seconds since the start of 1970 (UTC); leap seconds are not counted (POSIX, "Seconds Since the Epoch").
///
/// ```swift
/// let time = UnixTime(rfc3339: "2026-03-29T03:30:00+02:00")!
/// time.description            // 2026-03-29T01:30:00Z
/// time.httpDate               // Sun, 29 Mar 2026 01:30:00 GMT
/// ```
public struct UnixTime: Hashable, Comparable, Sendable {
  /// The seconds since the start of 1970; negative before it.
  public let seconds: Int

  /// Creates the moment that is `seconds` after the start of 1970.
  public init(seconds: Int) { self.seconds = seconds }

  /// Creates the second that the moment `nanoseconds` after the start of 1970 falls into.
  public init(nanoseconds: Int) { seconds = nanoseconds.dividedDown(by: 1_000_000_000).quotient }

  public static func < (left: UnixTime, right: UnixTime) -> Bool { left.seconds < right.seconds }

  /// Returns the moment `seconds` later.
  public static func + (time: UnixTime, seconds: Int) -> UnixTime { UnixTime(seconds: time.seconds + seconds) }
  /// Returns the moment `seconds` earlier.
  public static func - (time: UnixTime, seconds: Int) -> UnixTime { UnixTime(seconds: time.seconds - seconds) }
  /// Returns the seconds from `right` to `left`.
  public static func - (left: UnixTime, right: UnixTime) -> Int { left.seconds - right.seconds }

  /// Returns the date and time on a clock that is `offset` seconds ahead of UTC.
  public func calendarTime(offset: Int = 0) -> CalendarTime { CalendarTime(secondsSince1970: seconds + offset) }

  /// Returns the first later moment whose seconds are a multiple of `interval`.
  public func next(everySeconds interval: Int) -> UnixTime { UnixTime(seconds: (seconds.dividedDown(by: interval).quotient + 1) * interval) }

  /// A moment before every calendar, and so far from the lowest `Int` that an offset or a day may be subtracted.
  public static let distantPast = UnixTime(seconds: -1 << 60)
  /// A moment after every calendar, and so far from the highest `Int` that an offset or a day may be added.
  public static let distantFuture = UnixTime(seconds: 1 << 60)
}
