/// Rate and latency of a process's requests lately, from the differences of what it has done since it started.
struct RequestFigures: Sendable, Equatable {
  var perSecond: Double
  /// Seconds that half of the requests took at most; `nil` where there were none.
  var median: Double?
  /// Seconds that nineteen of twenty requests took at most; `nil` where there were none.
  var ninetyFifth: Double?
}

/// Last few samples of one process.
struct RequestHistory: Sendable {
  private var samples: [(time: ContinuousClock.Instant, requests: Double, buckets: [MetricsSample.Bucket])] = []

  /// Time that figures are of: long enough for a steady figure, short enough to see a change.
  static let window = Duration.seconds(10)

  /// Takes a sample in, and says what was done since the oldest within the window; `nil` for the first, and where nothing is served.
  mutating func add(_ sample: MetricsSample, at time: ContinuousClock.Instant) -> RequestFigures? {
    guard let requests = sample.requests else { return nil }
    // Counters that fall were begun anew: another process answers.
    if let last = samples.last, requests < last.requests { samples = [] }
    samples.append((time, requests, sample.buckets))
    while samples.count > 2, time - samples[0].time > Self.window { samples.removeFirst() }
    guard samples.count > 1, time > samples[0].time else { return nil }
    let oldest = samples[0]
    let buckets = sample.buckets.map { bucket in
      MetricsSample.Bucket(limit: bucket.limit, count: bucket.count - (oldest.buckets.first { $0.limit == bucket.limit }?.count ?? 0))
    }
    return RequestFigures(
      perSecond: (requests - oldest.requests) / ((time - oldest.time) / .seconds(1)), median: Self.quantile(0.5, buckets),
      ninetyFifth: Self.quantile(0.95, buckets))
  }

  /// Quantile by the buckets, with an even spread assumed within each. Beyond the last limit, that limit.
  static func quantile(_ share: Double, _ buckets: [MetricsSample.Bucket]) -> Double? {
    guard let total = buckets.last?.count, total > 0 else { return nil }
    let wanted = share * total
    var (lower, below) = (0.0, 0.0)
    for bucket in buckets {
      if bucket.count >= wanted {
        if bucket.limit == .infinity { return lower }
        return bucket.count > below ? lower + (bucket.limit - lower) * (wanted - below) / (bucket.count - below) : bucket.limit
      }
      (lower, below) = (bucket.limit, bucket.count)
    }
    return lower
  }
}
