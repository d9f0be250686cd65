import Calendar
import IO
import Platform

/// The clocks that the scheduler goes by: a seam, so that tests make the time.
protocol SchedulerClock: Sendable {
  func read() -> ClockReading
  /// Waits for at least so long by the monotonic clock; throws if it is cancelled.
  func sleep(for duration: Duration) async throws
}

/// Both clocks of a machine at one moment.
struct ClockReading: Hashable, Sendable {
  /// The time of day, in nanoseconds since 1970 (UTC): it is set, and may jump.
  let wall: Int
  /// Nanoseconds from some moment on: it only grows, and does not count while the machine is suspended.
  let monotonic: Int

  /// The time of day to the second.
  var time: UnixTime { UnixTime(nanoseconds: wall) }
}

struct SystemClock: SchedulerClock {
  func read() -> ClockReading { ClockReading(wall: Clocks.realtime, monotonic: Clocks.monotonic) }

  func sleep(for duration: Duration) async throws { try await EventLoop.sleep(until: .after(duration)) }
}
