import Synchronization

/// The metrics of a process.
///
/// ```swift
/// let requests = metrics.counter("requests", help: "Requests answered.", labels: ["method"])
/// requests.with(["GET"]).increment()
/// metrics.write(.prometheus)
/// ```
///
/// Registering a metric again returns the same one; registering its name with another kind, unit, buckets or labels is a mistake in the
/// program and ends it with a sentence, as does a name that the formats do not allow. A counter's name is given with or without `_total`,
/// and always written with it.
public final class Metrics: Sendable {
  /// The default limit of sets of label values in each family.
  public static let defaultLimit = 1_000

  private let state = Mutex(State())
  private let refused: MetricFamily

  private struct State {
    var families: [String: MetricFamily] = [:]
    /// The name of every line, with its family's name.
    var lines: [String: String] = [:]
  }

  /// Creates an empty registry.
  public init() {
    refused = MetricFamily(
      name: "metrics_label_sets_refused",
      help: "How often a metric was asked for with label values beyond the number it keeps.",
      shape: .init(kind: .counter, unit: nil, labels: ["metric"]), limit: .max, read: nil, onOverflow: {})
    state.withLock { Self.add(refused, to: &$0) }
  }

  /// Returns the counter of that name.
  public func counter(_ name: String, help: String, unit: String? = nil) -> Counter {
    counter(name, help: help, unit: unit, labels: []).with([])
  }

  /// Returns the counter of that name, with labels.
  ///
  /// - Parameters:
  ///   - unit: The unit, such as `seconds` or `bytes`; the name must end in it.
  ///   - limit: The largest number of sets of label values that are kept apart.
  public func counter(
    _ name: String, help: String, unit: String? = nil, labels: [String], limit: Int = defaultLimit
  ) -> Labelled<Counter> {
    Labelled(family: family(Self.without("_total", name), help, .init(kind: .counter, unit: unit, labels: labels), limit)) {
      Counter(series: $0)
    }
  }

  /// Returns the gauge of that name.
  public func gauge(_ name: String, help: String, unit: String? = nil) -> Gauge {
    gauge(name, help: help, unit: unit, labels: []).with([])
  }

  /// Returns the gauge of that name, with labels.
  public func gauge(
    _ name: String, help: String, unit: String? = nil, labels: [String], limit: Int = defaultLimit
  ) -> Labelled<Gauge> {
    Labelled(family: family(name, help, .init(kind: .gauge, unit: unit, labels: labels), limit)) { Gauge(series: $0) }
  }

  /// Returns the histogram of that name.
  public func histogram(
    _ name: String, help: String, unit: String? = nil, buckets: [Double] = Histogram.durationBounds
  ) -> Histogram {
    histogram(name, help: help, unit: unit, labels: [], buckets: buckets).with([])
  }

  /// Returns the histogram of that name, with labels.
  ///
  /// - Parameter buckets: The upper bounds, rising; a bucket without a bound is always added.
  public func histogram(
    _ name: String, help: String, unit: String? = nil, labels: [String], buckets: [Double] = Histogram.durationBounds,
    limit: Int = defaultLimit
  ) -> Labelled<Histogram> {
    Labelled(family: family(name, help, .init(kind: .histogram(bounds: buckets), unit: unit, labels: labels), limit)) {
      Histogram(series: $0, bounds: buckets)
    }
  }

  /// Registers a metric with constant labels and the value 1, which describes the process. It is written as `name_info`.
  public func info(_ name: String, help: String, _ labels: KeyValuePairs<String, String>) {
    let shape = MetricFamily.Shape(kind: .info, unit: nil, labels: labels.map(\.key))
    _ = family(Self.without("_info", name), help, shape, Self.defaultLimit).series(labels.map(\.value))
  }
}

/// Metrics that are read when they are written, instead of counted here.
extension Metrics {
  /// Registers a gauge that is read.
  ///
  /// - Parameter read: Called by the thread that writes the metrics; returns `nil` where there is no value now.
  public func gauge(_ name: String, help: String, unit: String? = nil, reading read: @escaping @Sendable () -> Double?) {
    observed(name, help, .init(kind: .gauge, unit: unit, labels: [])) { read().map { [([], $0)] } ?? [] }
  }

  /// Registers a gauge with labels that is read.
  ///
  /// - Parameter read: Returns a value for each set of label values, in the order of the labels.
  public func gauge(
    _ name: String, help: String, unit: String? = nil, labels: [String],
    reading read: @escaping @Sendable () -> [(labels: [String], value: Double)]
  ) {
    observed(name, help, .init(kind: .gauge, unit: unit, labels: labels), read)
  }

  /// Registers a counter that is read.
  ///
  /// - Parameter read: Returns a number that never decreases, or `nil` where there is none now.
  public func counter(_ name: String, help: String, unit: String? = nil, reading read: @escaping @Sendable () -> Double?) {
    observed(Self.without("_total", name), help, .init(kind: .counter, unit: unit, labels: [])) { read().map { [([], $0)] } ?? [] }
  }

  /// Registers a counter with labels that is read.
  public func counter(
    _ name: String, help: String, unit: String? = nil, labels: [String],
    reading read: @escaping @Sendable () -> [(labels: [String], value: Double)]
  ) {
    observed(Self.without("_total", name), help, .init(kind: .counter, unit: unit, labels: labels), read)
  }
}

extension Metrics {
  private func family(_ name: String, _ help: String, _ shape: MetricFamily.Shape, _ limit: Int) -> MetricFamily {
    state.withLock { state in
      if let family = state.families[name] {
        guard family.shape == shape, family.read == nil else {
          fatalError("the metric \(name) is registered twice: as \(Self.words(family)), and as \(shape)")
        }
        return family
      }
      let family = MetricFamily(name: name, help: help, shape: shape, limit: limit, read: nil) { [refused] in
        Counter(series: refused.series([name])).increment()
      }
      Self.add(family, to: &state)
      return family
    }
  }

  private func observed(_ name: String, _ help: String, _ shape: MetricFamily.Shape, _ read: @escaping @Sendable () -> MetricFamily.Values) {
    state.withLock { state in
      if let family = state.families[name] {
        fatalError("the metric \(name) is registered twice: as \(Self.words(family)), and as one that is read")
      }
      Self.add(MetricFamily(name: name, help: help, shape: shape, limit: Self.defaultLimit, read: read, onOverflow: {}), to: &state)
    }
  }

  private static func add(_ family: MetricFamily, to state: inout State) {
    MetricName.check(family.name, family.shape)
    for line in family.sampleNames {
      if let other = state.lines.updateValue(family.name, forKey: line) {
        fatalError("the metrics \(other) and \(family.name) would both write the line \(line)")
      }
    }
    state.families[family.name] = family
  }

  private static func words(_ family: MetricFamily) -> String { family.read == nil ? "\(family.shape)" : "one that is read" }

  private static func without(_ suffix: String, _ name: String) -> String {
    name.hasSuffix(suffix) ? String(name.dropLast(suffix.count)) : name
  }

  /// All families, in the order of their names.
  var families: [MetricFamily] { state.withLock { Array($0.families.values) }.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) } }
}

extension MetricFamily.Shape: CustomStringConvertible {
  var description: String {
    var words = "a \(kind.word)"
    if let unit { words += " in \(unit)" }
    if !labels.isEmpty { words += " with the labels \(labels.joined(separator: ", "))" }
    if case .histogram(let bounds) = kind { words += " with the buckets \(bounds)" }
    return words
  }
}
