/// A metric that only grows, a whole number. Adding to it allocates nothing and takes no lock.
public struct Counter: Sendable {
  let series: MetricSeries

  /// Adds to the counter.
  ///
  /// - Parameter amount: The amount, not negative.
  public func increment(by amount: Int = 1) {
    precondition(amount >= 0, "a counter only grows")
    series.cells.part.pointee.wrappingAdd(UInt64(truncatingIfNeeded: amount), ordering: .relaxed)
  }

  /// The sum of all amounts so far.
  public var value: Int { Int(truncatingIfNeeded: series.cells.sum(0)) }
}
