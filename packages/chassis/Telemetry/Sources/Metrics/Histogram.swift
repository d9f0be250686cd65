/// A metric that counts observations by size, in buckets with fixed bounds. Observing allocates nothing and takes no lock.
public struct Histogram: Sendable {
  let series: MetricSeries
  let bounds: [Double]

  /// The bounds for durations of HTTP requests, in seconds, which OpenTelemetry's semantic conventions recommend.
  public static let durationBounds: [Double] = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10]

  /// Counts `value` in the first bucket whose bound is not below it. `nan` is not counted.
  public func observe(_ value: Double) {
    if value.isNaN { return }
    var bucket = 0
    while bucket < bounds.count, bounds[bucket] < value { bucket += 1 }
    let part = series.cells.part
    (part + bucket).pointee.wrappingAdd(1, ordering: .relaxed)
    (part + bounds.count + 1).add(value)
  }

  /// Counts a duration, in seconds.
  public func observe(_ duration: Duration) {
    let (seconds, attoseconds) = duration.components
    observe(Double(seconds) + Double(attoseconds) / 1e18)
  }

  /// The number of observations.
  public var count: Int { buckets.reduce(0, +) }
  /// The sum of the observed values.
  public var sum: Double { series.cells.sumOfDoubles(bounds.count + 1) }

  /// The numbers of observations in each bucket, the one without a bound last.
  var buckets: [Int] { (0...bounds.count).map { Int(truncatingIfNeeded: series.cells.sum($0)) } }
}
