/// Durations as settings write them: a whole number and `ms`, `s`, `m` or `h`.
enum DurationText {
  private static let units: [(name: String, milliseconds: Int64)] = [("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000)]

  static func parse(_ text: String) -> Duration? {
    if text == "0" { return .zero }
    let digits = text.utf8.prefix { (0x30...0x39).contains($0) }.count
    guard let number = Int64(text.prefix(digits)), let unit = units.first(where: { $0.name == text.dropFirst(digits) }) else { return nil }
    let (milliseconds, overflow) = number.multipliedReportingOverflow(by: unit.milliseconds)
    return overflow ? nil : .milliseconds(milliseconds)
  }

  /// The duration in the largest unit that says it without a fraction; what is below a millisecond is dropped.
  static func write(_ duration: Duration) -> String {
    let (seconds, attoseconds) = duration.components
    let milliseconds = seconds * 1000 + attoseconds / 1_000_000_000_000_000
    if milliseconds == 0 { return "0s" }
    let unit = units.last { milliseconds % $0.milliseconds == 0 } ?? units[0]
    return "\(milliseconds / unit.milliseconds)\(unit.name)"
  }
}
