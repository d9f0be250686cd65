/// Durations as people write them: `500ms`, `30s`, `5m`, `1h30m`, and `0`.
public enum DurationText {
  private static let units: [(name: String, milliseconds: Int64)] = [("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000)]

  /// Reads a duration; `nil` if the text is not one.
  ///
  /// It is a sequence of whole numbers, each with its unit: `ms`, `s`, `m` or `h`. Units stand in falling order and once each, and no
  /// number has more than nine digits, so that the sum always fits. Zero needs no unit.
  public static func parse(_ text: some StringProtocol) -> Duration? {
    if text == "0" { return .zero }
    var rest = Substring(text)
    var milliseconds: Int64 = 0
    var smallest = Int64.max
    repeat {
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      rest = rest[digits.endIndex...]
      let name = rest.prefix { $0.isLetter }
      rest = rest[name.endIndex...]
      guard (1...9).contains(digits.utf8.count), let number = Int64(digits), let unit = units.first(where: { $0.name == name })?.milliseconds,
        unit < smallest
      else { return nil }
      milliseconds += number * unit
      smallest = unit
    } while !rest.isEmpty
    return .milliseconds(milliseconds)
  }

  /// Returns the duration in the largest unit that writes it without a fraction: `90s`, `2h`. Less than a millisecond is dropped.
  public static func write(_ duration: Duration) -> String {
    let (seconds, attoseconds) = duration.components
    let milliseconds = seconds * 1000 + attoseconds / 1_000_000_000_000_000
    if milliseconds == 0 { return "0s" }
    let unit = units.last { milliseconds % $0.milliseconds == 0 } ?? units[0]
    return "\(milliseconds / unit.milliseconds)\(unit.name)"
  }
}
