/// Lengths of time as people write them: `500ms`, `30s`, `5m`, `1h30m`.
enum DurationText {
  private static let units: [(name: String, milliseconds: Int)] = [("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000)]

  /// The length in the largest unit that divides it: `90s`, `2h`; to the millisecond.
  static func write(_ duration: Duration) -> String {
    let milliseconds = Int(duration / .milliseconds(1))
    let unit = units.last { milliseconds % $0.milliseconds == 0 && milliseconds >= $0.milliseconds } ?? ("s", 1000)
    return "\(milliseconds / unit.milliseconds)\(unit.name)"
  }

  /// The length; `nil` if the text is not one. Units stand in falling order and once each; no part has more than nine digits.
  static func parse(_ text: some StringProtocol) -> Duration? {
    var rest = Substring(text)
    var milliseconds = 0
    var smallest = Int.max
    repeat {
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      rest = rest[digits.endIndex...]
      let name = rest.prefix { $0.isLetter }
      rest = rest[name.endIndex...]
      guard (1...9).contains(digits.utf8.count), let number = Int(digits), let unit = units.first(where: { $0.name == name })?.milliseconds,
        unit < smallest
      else { return nil }
      milliseconds += number * unit
      smallest = unit
    } while !rest.isEmpty
    return .milliseconds(milliseconds)
  }
}
