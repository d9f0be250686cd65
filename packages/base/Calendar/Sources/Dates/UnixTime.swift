/// A moment, in whole seconds since the start of 1970 (UTC), leap seconds not counted, as POSIX has it.
///
/// ```swift
/// let time = UnixTime(rfc3339: "2026-03-29T03:30:00+02:00")!
/// time.description            // 2026-03-29T01:30:00Z
/// time.httpDate               // Sun, 29 Mar 2026 01:30:00 GMT
/// ```
public struct UnixTime: Hashable, Comparable, Sendable {
  public let seconds: Int

  public init(seconds: Int) { self.seconds = seconds }

  /// The second that the moment falls into.
  public init(nanoseconds: Int) { seconds = nanoseconds.dividedDown(by: 1_000_000_000).quotient }

  public static func < (left: UnixTime, right: UnixTime) -> Bool { left.seconds < right.seconds }

  public static func + (time: UnixTime, seconds: Int) -> UnixTime { UnixTime(seconds: time.seconds + seconds) }
  public static func - (time: UnixTime, seconds: Int) -> UnixTime { UnixTime(seconds: time.seconds - seconds) }
  /// Seconds between the two.
  public static func - (left: UnixTime, right: UnixTime) -> Int { left.seconds - right.seconds }

  /// The date and time on a clock that is `offset` seconds ahead of UTC.
  public func calendarTime(offset: Int = 0) -> CalendarTime { CalendarTime(secondsSince1970: seconds + offset) }

  /// The first later moment whose seconds are a multiple of `interval`.
  public func next(everySeconds interval: Int) -> UnixTime { UnixTime(seconds: (seconds.dividedDown(by: interval).quotient + 1) * interval) }

  /// Moments beyond every calendar, and so far from the ends of `Int` that an offset or a day may be added.
  public static let distantPast = UnixTime(seconds: -1 << 60)
  public static let distantFuture = UnixTime(seconds: 1 << 60)
}
