#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The system's clocks, in nanoseconds. Reading one is no system call.
public enum Clocks {
  /// The time of day: nanoseconds since the start of 1970 (UTC). It jumps when the clock is set.
  public static var realtime: Int { read(CLOCK_REALTIME) }

  /// The monotonic clock: nanoseconds since some moment before the process began. It never goes back.
  public static var monotonic: Int { read(CLOCK_MONOTONIC) }

  private static func read(_ clock: clockid_t) -> Int {
    var time = timespec()
    clock_gettime(clock, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }
}
