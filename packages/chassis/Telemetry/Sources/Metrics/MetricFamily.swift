import Synchronization

/// The metrics of one name: their kind, and a series for each set of label values.
final class MetricFamily: Sendable {
  enum Kind: Equatable {
    case counter, gauge, info
    case histogram(bounds: [Double])

    var word: String {
      switch self {
      case .counter: "counter"
      case .gauge: "gauge"
      case .info: "info"
      case .histogram: "histogram"
      }
    }
  }

  /// The properties on which two registrations of one name must agree.
  struct Shape: Equatable {
    let kind: Kind
    let unit: String?
    let labels: [String]
  }

  typealias Values = [(labels: [String], value: Double)]

  /// The name without the suffix `_total` of counters and `_info` of infos.
  let name: String
  let help: String
  let shape: Shape
  /// Reads the values of a metric that is observed instead of counted here.
  let read: (@Sendable () -> Values)?
  private let limit: Int
  private let onOverflow: @Sendable () -> Void
  private let known = Mutex<[[String]: MetricSeries]>([:])

  init(
    name: String, help: String, shape: Shape, limit: Int, read: (@Sendable () -> Values)?, onOverflow: @escaping @Sendable () -> Void
  ) {
    self.name = name
    self.help = help
    self.shape = shape
    self.limit = limit
    self.read = read
    self.onOverflow = onOverflow
  }

  /// Returns the series for the label values; beyond the limit, the one shared by all.
  func series(_ values: [String]) -> MetricSeries {
    guard values.count == shape.labels.count else {
      fatalError("the metric \(name) has the labels \(shape.labels), and was given the values \(values)")
    }
    let (series, isOverflow) = known.withLock { known in
      if let series = known[values] { return (series, false) }
      if known.count < limit || values.isEmpty { return (add(values, to: &known), false) }
      let overflow = [String](repeating: "_overflow", count: values.count)
      return (known[overflow] ?? add(overflow, to: &known), true)
    }
    if isOverflow { onOverflow() }
    return series
  }

  private func add(_ values: [String], to known: inout [[String]: MetricSeries]) -> MetricSeries {
    let series = MetricSeries(labels: MetricText.labels(shape.labels, values), cellCount: cellCount)
    known[values] = series
    return series
  }

  private var cellCount: Int { if case .histogram(let bounds) = shape.kind { bounds.count + 2 } else { 1 } }

  /// All series, in the order of their labels' bytes.
  var allSeries: [MetricSeries] {
    known.withLock { Array($0.values) }.sorted { $0.labels.lexicographicallyPrecedes($1.labels) }
  }

  /// The names of the family's lines, in either format.
  var sampleNames: [String] {
    switch shape.kind {
    case .counter: [name, name + "_total", name + "_created"]
    case .gauge: [name]
    case .info: [name, name + "_info"]
    case .histogram: [name, name + "_bucket", name + "_count", name + "_sum", name + "_created"]
    }
  }
}
