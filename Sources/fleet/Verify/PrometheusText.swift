import Telemetry

/// Metrics as the Prometheus text format (version 0.0.4) writes them, read as strictly as its specification has it.
struct PrometheusText: Sendable {
  struct Mistake: Error, CustomStringConvertible {
    let line: Int
    let message: String
    var description: String { "/metrics, line \(line): \(message)" }
  }

  /// By the sample's name.
  private(set) var samples: [String: [MetricLine]] = [:]
  private var types: [String: String] = [:]

  init(parsing text: String) throws(Mistake) {
    if !text.hasSuffix("\n") { throw Mistake(line: 1, message: "the text does not end with a line's end") }
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() where !line.isEmpty {
      if line.hasPrefix("#") {
        try parseComment(line, index + 1)
      } else {
        try add(line, index + 1)
      }
    }
  }

  private mutating func add(_ line: Substring, _ number: Int) throws(Mistake) {
    let sample: MetricLine
    do throws(MetricLine.Mistake) { sample = try MetricLine(parsing: line) } catch { throw Mistake(line: number, message: error.description) }
    if family(of: sample.name) == nil { throw Mistake(line: number, message: "\(sample.name) has no `# TYPE` before it") }
    if samples[sample.name, default: []].contains(where: { $0.labels == sample.labels }) {
      throw Mistake(line: number, message: "\(sample.name) stands twice with the same labels")
    }
    samples[sample.name, default: []].append(sample)
  }

  private mutating func parseComment(_ line: Substring, _ number: Int) throws(Mistake) {
    let words = line.split(separator: " ", maxSplits: 3)
    guard words.count >= 3, words[1] == "TYPE" else { return }
    let kinds = ["counter", "gauge", "histogram", "summary", "untyped"]
    guard words.count == 4, kinds.contains(String(words[3])) else { throw Mistake(line: number, message: "no type that is known: \(line)") }
    if types.updateValue(String(words[3]), forKey: String(words[2])) != nil { throw Mistake(line: number, message: "\(words[2]) has two types") }
  }

  private func family(of name: String) -> String? {
    if types[name] != nil { return name }
    for ending in ["_bucket", "_sum", "_count"] where name.hasSuffix(ending) {
      let family = String(name.dropLast(ending.count))
      if ["histogram", "summary"].contains(types[family]) { return family }
    }
    return nil
  }
}
