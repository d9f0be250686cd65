import Synchronization

/// One set of label values, and its numbers.
final class MetricSeries: Sendable {
  /// `name="value",…` as it stands between the braces; empty without labels.
  let labels: [UInt8]
  let cells: MetricCells
  /// What a gauge was set to, as the bits of a `Double`.
  let base = Atomic<UInt64>(0)

  init(labels: [UInt8], cellCount: Int) {
    self.labels = labels
    cells = MetricCells(count: cellCount)
  }
}
