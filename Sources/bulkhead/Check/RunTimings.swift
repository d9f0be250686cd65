import PackageGraph

/// How long each part of a check took.
struct RunTimings {
  private var parts: [(name: String, nanoseconds: Int)] = []
  private let clock = ContinuousClock()
  private let start = ContinuousClock().now

  mutating func measure<Result>(_ name: String, _ body: () throws -> Result) rethrows -> Result {
    let start = clock.now
    defer { parts.append((name, nanoseconds(since: start))) }
    return try body()
  }

  /// The parts of reading a repository. `read` and `scan` are sums over the threads that share `sources`.
  mutating func add(_ timings: LoadTimings) {
    parts += [
      ("walk", timings.walk), ("manifests", timings.manifests), ("sources", timings.sources), ("read", timings.read), ("scan", timings.scan),
      ("resolve", timings.resolve),
    ]
  }

  /// A line for each part and one for the whole, as `walk 1.2 ms`.
  func lines() -> String {
    (parts + [("total", nanoseconds(since: start))]).map { part in
      "\(part.name) \(part.nanoseconds / 1_000_000).\(part.nanoseconds / 100_000 % 10) ms\n"
    }.joined()
  }

  private func nanoseconds(since start: ContinuousClock.Instant) -> Int {
    let duration = (clock.now - start).components
    return Int(duration.seconds) * 1_000_000_000 + Int(duration.attoseconds / 1_000_000_000)
  }
}
