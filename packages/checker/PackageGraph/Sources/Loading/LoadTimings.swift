/// The times of the steps of loading a repository, in nanoseconds.
public struct LoadTimings: Sendable, Equatable {
  /// The wall-clock time for listing the folders.
  public var walk = 0
  /// The wall-clock time for reading the manifests, by SwiftPM where it must.
  public var manifests = 0
  /// The time for reading the sources, summed over the threads that shared the work.
  public var read = 0
  /// The time for scanning the sources for imports, summed over the threads that shared the work.
  public var scan = 0
  /// The wall-clock time for reading and scanning together.
  public var sources = 0
  /// The wall-clock time for everything else: the owners of files, and the modules that imports mean.
  public var resolve = 0

  /// Creates timings of zero.
  public init() {}
}

/// A stopwatch on the monotonic clock.
struct Stopwatch {
  private var last = ContinuousClock.now

  /// Returns the nanoseconds since the last lap, or since the start.
  mutating func lap() -> Int {
    let now = ContinuousClock.now
    defer { last = now }
    let duration = (now - last).components
    return Int(duration.seconds) * 1_000_000_000 + Int(duration.attoseconds / 1_000_000_000)
  }
}
