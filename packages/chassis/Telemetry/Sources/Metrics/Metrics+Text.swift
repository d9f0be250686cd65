extension Metrics {
  /// Returns all metrics as text, families ordered by name, series by labels.
  public func write(_ format: MetricsFormat) -> [UInt8] {
    var writer = MetricsWriter(format: format)
    for family in families { writer.write(family) }
    if format == .openMetrics { writer.bytes += "# EOF\n".utf8 }
    return writer.bytes
  }
}

private struct MetricsWriter {
  let format: MetricsFormat
  var bytes: [UInt8] = []

  mutating func write(_ family: MetricFamily) {
    if let read = family.read {
      var known: Set<[UInt8]> = []
      let samples = read().prefix(Metrics.defaultLimit).map { sample in
        precondition(sample.labels.count == family.shape.labels.count, "the metric \(family.name) was read with other labels than it has")
        return (labels: MetricText.labels(family.shape.labels, sample.labels), value: sample.value)
      }.filter { known.insert($0.labels).inserted }
      if samples.isEmpty { return }
      writeHead(family)
      let suffix = family.shape.kind == .counter ? "_total" : ""
      for sample in samples.sorted(by: { $0.labels.lexicographicallyPrecedes($1.labels) }) {
        write(family.name, suffix, sample.labels, MetricText.number(sample.value))
      }
      return
    }
    let all = family.allSeries
    if all.isEmpty { return }
    writeHead(family)
    for series in all { write(series, of: family) }
  }

  private mutating func writeHead(_ family: MetricFamily) {
    let (name, kind) =
      switch (format, family.shape.kind) {
      case (.prometheus, .counter): (family.name + "_total", "counter")
      case (.prometheus, .info): (family.name + "_info", "gauge")
      case (_, let kind): (family.name, kind.word)
      }
    bytes += "# HELP \(name) ".utf8
    bytes += MetricText.escaped(family.help, quotes: format == .openMetrics)
    bytes += "\n# TYPE \(name) \(kind)\n".utf8
    if format == .openMetrics, let unit = family.shape.unit { bytes += "# UNIT \(name) \(unit)\n".utf8 }
  }

  private mutating func write(_ series: MetricSeries, of family: MetricFamily) {
    switch family.shape.kind {
    case .counter: write(family.name, "_total", series.labels, String(Counter(series: series).value))
    case .gauge: write(family.name, "", series.labels, MetricText.number(Gauge(series: series).value))
    case .info: write(family.name, "_info", series.labels, "1")
    case .histogram(let bounds):
      let histogram = Histogram(series: series, bounds: bounds)
      var count = 0
      for (index, bucket) in histogram.buckets.enumerated() {
        count += bucket
        let bound = index < bounds.count ? self.bound(bounds[index]) : "+Inf"
        let separator = series.labels.isEmpty ? "" : ","
        write(family.name, "_bucket", series.labels + "\(separator)le=\"\(bound)\"".utf8, String(count))
      }
      write(family.name, "_sum", series.labels, MetricText.number(histogram.sum))
      write(family.name, "_count", series.labels, String(count))
    }
  }

  /// Returns a bucket's bound: OpenMetrics requires a point, Prometheus's own libraries write whole numbers without one.
  private func bound(_ value: Double) -> String { format == .openMetrics ? value.description : MetricText.number(value) }

  private mutating func write(_ name: String, _ suffix: String, _ labels: [UInt8], _ value: String) {
    bytes += name.utf8
    bytes += suffix.utf8
    if !labels.isEmpty {
      bytes.append(UInt8(ascii: "{"))
      bytes += labels
      bytes.append(UInt8(ascii: "}"))
    }
    bytes.append(UInt8(ascii: " "))
    bytes += value.utf8
    bytes.append(UInt8(ascii: "\n"))
  }
}
