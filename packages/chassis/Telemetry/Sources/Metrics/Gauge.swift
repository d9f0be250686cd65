/// A metric that rises and falls. Changing it allocates nothing and takes no lock.
///
/// A gauge is either set, by whoever knows its value, or incremented and decremented from any thread: where it is set while others count,
/// their counts at that moment may be lost.
public struct Gauge: Sendable {
  let series: MetricSeries

  /// Sets the value.
  public func set(_ value: Double) {
    series.cells.clear(0)
    series.base.store(value.bitPattern, ordering: .relaxed)
  }

  /// Sets the value.
  public func set(_ value: Int) { set(Double(value)) }

  /// Adds to the value.
  public func increment(by amount: Int = 1) {
    series.cells.part.pointee.wrappingAdd(UInt64(bitPattern: Int64(amount)), ordering: .relaxed)
  }

  /// Subtracts from the value.
  public func decrement(by amount: Int = 1) { increment(by: -amount) }

  /// The current value.
  public var value: Double {
    Double(bitPattern: series.base.load(ordering: .relaxed)) + Double(Int64(bitPattern: series.cells.sum(0)))
  }
}
