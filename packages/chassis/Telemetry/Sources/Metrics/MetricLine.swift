/// A sample as a line of Prometheus text (format 0.0.4) has it: `name{label="value",…} 1.5`, and perhaps a time, which is passed over.
public struct MetricLine: Sendable, Equatable {
  public let name: String
  public let labels: [String: String]
  public let value: Double

  /// What is not as the format has it, and what stands there instead.
  public struct Mistake: Error, CustomStringConvertible {
    public let description: String
  }

  /// - Parameter line: without its end; neither empty nor a comment.
  public init(parsing line: Substring) throws(Mistake) {
    var reader = LineReader(rest: line.utf8)
    name = reader.takeName()
    if name.isEmpty { throw reader.mistake("expected a metric's name") }
    labels = try reader.takeLabels()
    value = try reader.takeNumber()
  }

  /// A number as the format writes it, which is also how histograms write their limits.
  public static func number(_ text: some StringProtocol) -> Double? {
    switch text {
    case "+Inf": .infinity
    case "-Inf": -.infinity
    case "NaN": .nan
    default: Double(text)
    }
  }
}

private struct LineReader {
  var rest: Substring.UTF8View

  func mistake(_ message: String) -> MetricLine.Mistake { .init(description: "\(message) at '\(Substring(rest))'") }

  /// Empty where no name is there.
  mutating func takeName() -> String {
    let name = rest.prefix { byte in
      switch Unicode.Scalar(byte) {
      case "a"..."z", "A"..."Z", "0"..."9", "_", ":": true
      default: false
      }
    }
    rest = rest[name.endIndex...]
    let startsWithDigit = name.first.map { ("0"..."9").contains(Unicode.Scalar($0)) } ?? false
    return startsWithDigit ? "" : String(Substring(name))
  }

  mutating func takeLabels() throws(MetricLine.Mistake) -> [String: String] {
    var labels: [String: String] = [:]
    if !take("{") { return labels }
    while !take("}") {
      let label = takeName()
      if label.isEmpty || !take("=") || !take("\"") { throw mistake("expected label=\"value\"") }
      if labels.updateValue(try takeText(), forKey: label) != nil { throw mistake("the label \(label) stands twice") }
      if !take(",") && rest.first != UInt8(ascii: "}") { throw mistake("expected ',' or '}'") }
    }
    return labels
  }

  mutating func takeNumber() throws(MetricLine.Mistake) -> Double {
    if !take(" ") { throw mistake("expected a space before the value") }
    let words = Substring(rest).split(separator: " ")
    guard let word = words.first, words.count <= 2, let number = MetricLine.number(word) else { throw mistake("expected a number") }
    return number
  }

  /// Up to the closing quotation mark.
  private mutating func takeText() throws(MetricLine.Mistake) -> String {
    var text: [UInt8] = []
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "\"") { return String(decoding: text, as: UTF8.self) }
      if byte != UInt8(ascii: "\\") {
        text.append(byte)
        continue
      }
      switch rest.popFirst() {
      case UInt8(ascii: "n"): text.append(0x0A)
      case let escaped? where escaped == UInt8(ascii: "\\") || escaped == UInt8(ascii: "\""): text.append(escaped)
      default: throw mistake("expected an escape: one of \\\\ \\\" \\n")
      }
    }
    throw mistake("a label's value has no end")
  }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard rest.first == UInt8(ascii: scalar) else { return false }
    rest.removeFirst()
    return true
  }
}
