extension POSIXRule {
  /// Reads the TZ string of a TZif footer, such as `CET-1CEST,M3.5.0,M10.5.0/3`; `nil` if it is not one.
  ///
  /// Names may stand in angle brackets, times may lie up to 167 hours from midnight (RFC 9636, section 3.3.1). Where there is
  /// daylight saving its rules must be given: POSIX leaves to each system what holds without them.
  init?(parsing text: [UInt8]) {
    var reader = POSIXRuleReader(rest: text[...])
    guard let rule = reader.readRule(), reader.rest.isEmpty else { return nil }
    self = rule
  }
}

private struct POSIXRuleReader {
  var rest: ArraySlice<UInt8>

  mutating func readRule() -> POSIXRule? {
    guard let name = readName(), let west = readTime(hours: 24) else { return nil }
    let standard = LocalTimeType(offset: -west, isDaylightSaving: false, abbreviation: name)
    if rest.isEmpty { return POSIXRule(standard: standard, daylight: nil) }
    guard let daylightName = readName() else { return nil }
    var offset = standard.offset + 3600
    if rest.first != UInt8(ascii: ",") {
      guard let west = readTime(hours: 24) else { return nil }
      offset = -west
    }
    guard LocalTimeType.offsets.contains(standard.offset), LocalTimeType.offsets.contains(offset),
      take(","), let start = readMoment(), take(","), let end = readMoment()
    else { return nil }
    let type = LocalTimeType(offset: offset, isDaylightSaving: true, abbreviation: daylightName)
    return POSIXRule(standard: standard, daylight: POSIXRule.Daylight(type: type, start: start, end: end))
  }

  mutating func readName() -> String? {
    let isQuoted = take("<")
    let name = rest.prefix { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"): isQuoted
      default: false
      }
    }
    rest = rest[name.endIndex...]
    guard name.count >= 3, !isQuoted || take(">") else { return nil }
    return String(decoding: name, as: UTF8.self)
  }

  mutating func readMoment() -> POSIXRule.YearlyMoment? {
    guard let day = readDay() else { return nil }
    if !take("/") { return POSIXRule.YearlyMoment(day: day, time: 2 * 3600) }
    return readTime(hours: 167).map { POSIXRule.YearlyMoment(day: day, time: $0) }
  }

  mutating func readDay() -> POSIXRule.YearlyDay? {
    if take("J") { return readNumber(1...365).map { .julian($0) } }
    guard take("M") else { return readNumber(0...365).map { .zeroBased($0) } }
    guard let month = readNumber(1...12), take("."), let week = readNumber(1...5), take("."), let weekday = readNumber(0...6) else { return nil }
    return .weekday(weekday, week: week, month: month)
  }

  /// Reads `[+-]hh[:mm[:ss]]` and returns the seconds.
  mutating func readTime(hours: Int) -> Int? {
    let sign = take("-") ? -1 : 1
    if sign == 1 { _ = take("+") }
    guard let hour = readNumber(0...hours) else { return nil }
    var seconds = hour * 3600
    for unit in [60, 1] where take(":") {
      guard let value = readNumber(0...59) else { return nil }
      seconds += value * unit
    }
    return sign * seconds
  }

  mutating func readNumber(_ range: ClosedRange<Int>) -> Int? {
    let digits = rest.prefix { (0x30...0x39).contains($0) }
    guard (1...3).contains(digits.count) else { return nil }
    rest = rest[digits.endIndex...]
    let value = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    return range.contains(value) ? value : nil
  }

  mutating func take(_ mark: Unicode.Scalar) -> Bool {
    guard rest.first == UInt8(ascii: mark) else { return false }
    rest = rest.dropFirst()
    return true
  }
}
