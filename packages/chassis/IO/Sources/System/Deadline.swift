/// A moment of the monotonic clock until which something may take; `never` for no limit.
public struct Deadline: Sendable, Hashable, Comparable {
  /// Nanoseconds of the monotonic clock.
  public let nanoseconds: Int64

  /// The moment at which the monotonic clock (`CLOCK_MONOTONIC`) shows so many nanoseconds.
  @inlinable public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// The deadline that never passes.
  public static let never = Deadline(nanoseconds: .max)

  /// The present moment. A loop keeps the time at which its turn began, `EventLoop.now`, which costs nothing to ask.
  public static var now: Deadline { Deadline(nanoseconds: System.monotonicNanoseconds()) }

  /// The moment when `duration` will have passed from now; `never` where the clock does not reach so far.
  public static func after(_ duration: Duration) -> Deadline { now + duration }

  @inlinable public static func < (left: Deadline, right: Deadline) -> Bool { left.nanoseconds < right.nanoseconds }

  /// The moment a duration later; `never` where the clock does not reach so far.
  @inlinable
  public static func + (deadline: Deadline, duration: Duration) -> Deadline {
    let (seconds, attoseconds) = duration.components
    let (whole, overflowed) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    if overflowed { return seconds < 0 ? Deadline(nanoseconds: 0) : .never }
    let (length, tooLong) = whole.addingReportingOverflow(attoseconds / 1_000_000_000)
    if tooLong { return whole < 0 ? Deadline(nanoseconds: 0) : .never }
    if deadline == .never { return .never }
    let (moment, tooFar) = deadline.nanoseconds.addingReportingOverflow(length)
    if tooFar { return length < 0 ? Deadline(nanoseconds: 0) : .never }
    return Deadline(nanoseconds: moment)
  }

  /// Duration from `earlier` to `later`; negative where `later` comes first.
  @inlinable
  public static func - (later: Deadline, earlier: Deadline) -> Duration { .nanoseconds(later.nanoseconds - earlier.nanoseconds) }
}
