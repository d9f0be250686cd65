/// Where the time of loading a repository went, in nanoseconds.
public struct Timings: Sendable, Equatable {
  /// Wall-clock time for listing the folders.
  public var walk = 0
  /// Wall-clock time for reading the manifests, by SwiftPM where it must.
  public var manifests = 0
  /// Reading the sources, summed over the threads that shared the work.
  public var read = 0
  /// Scanning the sources for imports, summed over the threads that shared the work.
  public var scan = 0
  /// Wall-clock time for reading and scanning together.
  public var sources = 0
  /// Wall-clock time for everything else: telling which file belongs to which target, and which module each import means.
  public var resolve = 0

  public init() {}
}

/// Measures laps on a clock that never goes back.
struct Stopwatch {
  private var last = ContinuousClock.now

  /// Nanoseconds since the last lap, or since the start.
  mutating func lap() -> Int {
    let now = ContinuousClock.now
    defer { last = now }
    let duration = (now - last).components
    return Int(duration.seconds) * 1_000_000_000 + Int(duration.attoseconds / 1_000_000_000)
  }
}
