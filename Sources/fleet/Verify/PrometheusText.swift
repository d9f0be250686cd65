/// Metrics as the Prometheus text format (version 0.0.4) writes them, read as strictly as its specification has it.
struct PrometheusText: Sendable {
  struct Sample: Sendable, Equatable {
    let labels: [String: String]
    let value: Double
  }

  struct Mistake: Error, CustomStringConvertible {
    let line: Int
    let message: String
    var description: String { "/metrics, line \(line): \(message)" }
  }

  /// By the sample's name.
  private(set) var samples: [String: [Sample]] = [:]
  private var types: [String: String] = [:]

  init(parsing text: String) throws(Mistake) {
    if !text.hasSuffix("\n") { throw Mistake(line: 1, message: "the text does not end with a line's end") }
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() where !line.isEmpty {
      if line.hasPrefix("#") {
        try parseComment(line, index + 1)
      } else {
        var parser = SampleParser(line: index + 1, rest: line)
        let (name, sample) = try parser.parse()
        if family(of: name) == nil { throw Mistake(line: index + 1, message: "\(name) has no `# TYPE` before it") }
        if samples[name, default: []].contains(where: { $0.labels == sample.labels }) {
          throw Mistake(line: index + 1, message: "\(name) stands twice with the same labels")
        }
        samples[name, default: []].append(sample)
      }
    }
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

private struct SampleParser {
  let line: Int
  var rest: Substring

  mutating func parse() throws(PrometheusText.Mistake) -> (String, PrometheusText.Sample) {
    let name = takeName()
    if name.isEmpty { throw mistake("expected a metric's name") }
    var labels: [String: String] = [:]
    if take("{") {
      while !take("}") {
        let label = takeName()
        if label.isEmpty || !take("=") || !take("\"") { throw mistake("expected label=\"value\"") }
        if labels.updateValue(try takeValue(), forKey: label) != nil { throw mistake("the label \(label) stands twice") }
        if !take(",") && rest.first != "}" { throw mistake("expected ',' or '}'") }
      }
    }
    guard take(" ") else { throw mistake("expected a space before the value") }
    let words = rest.split(separator: " ")
    let specials = ["+Inf": Double.infinity, "-Inf": -.infinity, "NaN": .nan]
    guard let word = words.first, words.count <= 2, let value = specials[String(word)] ?? Double(String(word)) else {
      throw mistake("expected a number")
    }
    return (name, .init(labels: labels, value: value))
  }

  private mutating func takeName() -> String {
    let name = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == ":") }
    rest = rest[name.endIndex...]
    return name.first?.isNumber == true ? "" : String(name)
  }

  /// Up to the closing quotation mark.
  private mutating func takeValue() throws(PrometheusText.Mistake) -> String {
    var value = ""
    while let character = rest.popFirst() {
      if character == "\"" { return value }
      if character != "\\" {
        value.append(character)
        continue
      }
      switch rest.popFirst() {
      case "n": value.append("\n")
      case "\\": value.append("\\")
      case "\"": value.append("\"")
      default: throw mistake("expected an escape: one of \\\\ \\\" \\n")
      }
    }
    throw mistake("a label's value has no end")
  }

  private mutating func take(_ character: Character) -> Bool {
    guard rest.first == character else { return false }
    rest.removeFirst()
    return true
  }

  private func mistake(_ message: String) -> PrometheusText.Mistake { .init(line: line, message: "\(message) at '\(rest)'") }
}
