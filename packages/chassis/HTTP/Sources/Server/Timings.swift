import IO

/// The configuration's durations, in nanoseconds.
struct Timings {
  let header: Int64
  let idle: Int64
  let body: Int64
  let write: Int64
  let rateGrace: Int64
  let linger: Int64
  let drainIdle: Int64

  init(_ configuration: ServerConfiguration) {
    header = Self.nanoseconds(configuration.headerTimeout)
    idle = Self.nanoseconds(configuration.idleTimeout)
    body = Self.nanoseconds(configuration.bodyTimeout)
    write = Self.nanoseconds(configuration.writeTimeout)
    rateGrace = Self.nanoseconds(configuration.rateGrace)
    linger = Self.nanoseconds(configuration.lingerTimeout)
    drainIdle = Self.nanoseconds(configuration.drainIdleTimeout)
  }

  /// At most 30 years, so that sums with moments do not overflow.
  private static func nanoseconds(_ duration: Duration) -> Int64 {
    (Deadline(nanoseconds: 0) + min(duration, .seconds(1_000_000_000))).nanoseconds
  }
}

extension Deadline {
  @inline(__always) func adding(_ nanoseconds: Int64) -> Deadline { Deadline(nanoseconds: self.nanoseconds &+ nanoseconds) }
}
