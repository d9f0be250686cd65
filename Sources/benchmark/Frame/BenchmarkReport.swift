import JSON

/// What a benchmark found: text for people, rows for machines.
struct BenchmarkReport {
  var text = ""
  private var rows: [JSONValue] = []

  /// Adds a row: a value, and what it is of another measured in the same run.
  mutating func add(_ name: String, _ value: Double, _ unit: String, versus: String? = nil, ratio: Double? = nil) {
    var members: [JSONValue.Member] = [.init("name", .string(name)), .init("value", .number(value.rounded(digits: 6))), .init("unit", .string(unit))]
    if let versus { members.append(.init("versus", .string(versus))) }
    if let ratio { members.append(.init("ratio", .number(ratio.rounded(digits: 3)))) }
    rows.append(.object(members))
  }

  var json: JSONValue { .array(rows) }
}

extension Double {
  func rounded(digits: Int) -> Double {
    let scale = (0..<digits).reduce(1.0) { scale, _ in scale * 10 }
    return (self * scale).rounded() / scale
  }

  /// With exactly `digits` digits behind the point.
  func text(digits: Int) -> String {
    let scale = (0..<digits).reduce(1) { scale, _ in scale * 10 }
    let units = Int((self * Double(scale)).rounded())
    let fraction = String(units % scale)
    return digits == 0 ? "\(units)" : "\(units / scale).\(String(repeating: "0", count: digits - fraction.count))\(fraction)"
  }
}

extension String {
  func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
  func aligned(right width: Int) -> String { String(repeating: " ", count: max(0, width - count)) + self }
}
