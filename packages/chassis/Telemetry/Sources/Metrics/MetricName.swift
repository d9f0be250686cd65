/// The rules for names of Prometheus and OpenMetrics together. Breaking one ends the process at its start.
enum MetricName {
  /// Traps with a sentence where the family's names break a rule.
  static func check(_ name: String, _ shape: MetricFamily.Shape) {
    guard isName(name, firstAlso: ":") else {
      fatalError("\"\(name)\" cannot name a metric: letters, digits, _ and : only, and no digit first")
    }
    for suffix in ["_total", "_created", "_bucket", "_count", "_sum", "_info"] where name.hasSuffix(suffix) {
      fatalError("\"\(name)\" cannot name a \(shape.kind.word): names that end in \(suffix) are lines of other metrics")
    }
    if let unit = shape.unit, !name.hasSuffix("_" + unit) {
      fatalError("the metric \(name) is in \(unit), so its name must end in _\(unit)")
    }
    for (index, label) in shape.labels.enumerated() {
      if !isName(label, firstAlso: nil) || label.hasPrefix("__") {
        fatalError("\"\(label)\" cannot name a label of \(name): letters, digits and _ only, no digit first, and not two _ first")
      }
      if label == "le" || label == "quantile" { fatalError("the label \"\(label)\" of \(name) has a meaning of its own") }
      if shape.labels[..<index].contains(label) { fatalError("the metric \(name) has the label \"\(label)\" twice") }
    }
    if case .histogram(let bounds) = shape.kind {
      if bounds.isEmpty || !bounds.allSatisfy(\.isFinite) || !zip(bounds, bounds.dropFirst()).allSatisfy({ $0 < $1 }) {
        fatalError("the buckets of \(name) must be finite numbers, each larger than the one before, and at least one: \(bounds)")
      }
    }
  }

  private static func isName(_ text: String, firstAlso colon: Unicode.Scalar?) -> Bool {
    var isFirst = true
    for scalar in text.unicodeScalars {
      switch scalar {
      case "a"..."z", "A"..."Z", "_": break
      case "0"..."9": if isFirst { return false }
      default: if scalar != colon { return false }
      }
      isFirst = false
    }
    return !isFirst
  }
}
