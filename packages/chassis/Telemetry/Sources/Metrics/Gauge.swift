/// A number that goes up and down. Changing it allocates nothing and takes no lock.
///
/// A gauge is either set, by whoever knows its value, or counted up and down from any thread: set it while others count,
/// and what they count at that moment may be lost.
public struct Gauge: Sendable {
  let series: MetricSeries

  public func set(_ value: Double) {
    series.cells.clear(0)
    series.base.store(value.bitPattern, ordering: .relaxed)
  }

  public func set(_ value: Int) { set(Double(value)) }

  public func increment(by amount: Int = 1) {
    series.cells.part.pointee.wrappingAdd(UInt64(bitPattern: Int64(amount)), ordering: .relaxed)
  }

  public func decrement(by amount: Int = 1) { increment(by: -amount) }

  public var value: Double {
    Double(bitPattern: series.base.load(ordering: .relaxed)) + Double(Int64(bitPattern: series.cells.sum(0)))
  }
}
