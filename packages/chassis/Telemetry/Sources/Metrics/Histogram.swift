/// Counts observations by size, in buckets whose bounds are fixed. Observing allocates nothing and takes no lock.
public struct Histogram: Sendable {
  let series: MetricSeries
  let bounds: [Double]

  /// Bounds for the duration of a request, in seconds: those that OpenTelemetry's conventions for HTTP name.
  public static let durationBounds: [Double] = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10]

  /// Counts `value` in the first bucket whose bound is not below it. What is not a number is not counted.
  public func observe(_ value: Double) {
    if value.isNaN { return }
    var bucket = 0
    while bucket < bounds.count, bounds[bucket] < value { bucket += 1 }
    let part = series.cells.part
    (part + bucket).pointee.wrappingAdd(1, ordering: .relaxed)
    (part + bounds.count + 1).add(value)
  }

  /// Counts a length of time, in seconds.
  public func observe(_ duration: Duration) {
    let (seconds, attoseconds) = duration.components
    observe(Double(seconds) + Double(attoseconds) / 1e18)
  }

  /// How many observations there were.
  public var count: Int { buckets.reduce(0, +) }
  public var sum: Double { series.cells.sumOfDoubles(bounds.count + 1) }

  /// Observations in each bucket, the one without a bound last.
  var buckets: [Int] { (0...bounds.count).map { Int(truncatingIfNeeded: series.cells.sum($0)) } }
}
