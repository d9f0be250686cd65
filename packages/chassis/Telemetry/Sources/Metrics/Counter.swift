/// A whole number that only grows. Adding allocates nothing and takes no lock.
public struct Counter: Sendable {
  let series: MetricSeries

  /// - Parameter amount: not negative.
  public func increment(by amount: Int = 1) {
    precondition(amount >= 0, "a counter only grows")
    series.cells.part.pointee.wrappingAdd(UInt64(truncatingIfNeeded: amount), ordering: .relaxed)
  }

  /// The sum so far.
  public var value: Int { Int(truncatingIfNeeded: series.cells.sum(0)) }
}
