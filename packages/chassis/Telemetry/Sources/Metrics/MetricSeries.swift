import Synchronization

/// A set of label values, and its numbers.
final class MetricSeries: Sendable {
  /// The text of the labels between the braces, `name="value",…`; empty without labels.
  let labels: [UInt8]
  let cells: MetricCells
  /// The value that a gauge was set to, as the bits of a `Double`.
  let base = Atomic<UInt64>(0)

  init(labels: [UInt8], cellCount: Int) {
    self.labels = labels
    cells = MetricCells(count: cellCount)
  }
}
