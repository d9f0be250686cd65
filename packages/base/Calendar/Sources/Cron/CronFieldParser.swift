/// What one field says.
struct ParsedField {
  /// Days of the week as 0 to 6.
  var values = FieldSet()
  /// Days that depend on the month: only in the two day fields.
  var dayTerms: [DayPattern.Term] = []
  /// The field begins with `*`, as in `*` and `*/2`.
  let isWildcard: Bool
}

/// Reads one field: a list of numbers, names, ranges and steps.
struct CronFieldParser {
  let field: CronField

  func parse(_ text: Substring) throws(CronError) -> ParsedField {
    var parsed = ParsedField(isWildcard: text.utf8.first == UInt8(ascii: "*"))
    for term in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard !term.isEmpty else { throw CronError(field, text, "a comma stands beside nothing") }
      if let special = try dayTerm(term) { parsed.dayTerms.append(special) } else { parsed.values.formUnion(try values(term)) }
    }
    return parsed
  }

  /// `*`, `5`, `1-5`, `*/2`, `1-5/2`, `5/10` (from 5 on, by tens).
  private func values(_ term: Substring) throws(CronError) -> FieldSet {
    let parts = term.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    var range = try range(parts[0])
    var step = 1
    if parts.count == 2 {
      guard let number = number(parts[1]), number > 0 else { throw CronError(field, term, "a step is a number from 1") }
      guard number <= field.range.upperBound else {
        throw CronError(field, term, "a step of \(number) goes beyond the field, so that only \(range.lowerBound) would be left")
      }
      step = number
      if isSingle(parts[0]) { range = (field == .dayOfWeek ? range.lowerBound % 7 : range.lowerBound)...whole.upperBound }
    }
    return stride(from: range.lowerBound, through: range.upperBound, by: step).reduce(into: FieldSet()) {
      $0.insert(field == .dayOfWeek ? $1 % 7 : $1)
    }
  }

  /// All that `*` means: Sunday only once.
  private var whole: ClosedRange<Int> { field == .dayOfWeek ? 0...6 : field.range }

  private func isSingle(_ text: Substring) -> Bool { text != "*" && !text.contains("-") }

  private func range(_ text: Substring) throws(CronError) -> ClosedRange<Int> {
    if text == "*" { return whole }
    let ends = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    let first = try value(ends[0], of: text)
    guard ends.count == 2 else { return first...first }
    var last = try value(ends[1], of: text)
    // A week may end with Sunday: FRI-SUN.
    if field == .dayOfWeek, last == 0, first > 0 { last = 7 }
    guard first <= last else {
      throw CronError(field, text, "it runs backwards; write it as two ranges, \(first)-\(whole.upperBound),\(whole.lowerBound)-\(last)")
    }
    return first...last
  }

  private func value(_ text: Substring, of term: Substring) throws(CronError) -> Int {
    if let index = field.names.firstIndex(of: text.uppercased()) { return index + field.range.lowerBound }
    guard let number = number(text) else {
      switch text {
      case "": throw CronError(field, term, "a number is missing")
      case "?": throw CronError(field, term, "write * for any day")
      default: throw CronError(field, term, "\"\(text)\" is neither a number\(field.names.isEmpty ? "" : " nor a name")")
      }
    }
    guard field.range.contains(number) else {
      throw CronError(field, term, "\(number) is not from \(field.range.lowerBound) to \(field.range.upperBound)")
    }
    return number
  }

  private func number(_ text: Substring) -> Int? {
    guard (1...4).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int(text)
  }

  /// The terms that depend on the month: `L`, `L-3`, `LW`, `15W`; `5L`, `FRI#2`.
  private func dayTerm(_ term: Substring) throws(CronError) -> DayPattern.Term? {
    let text = term.uppercased()[...]
    switch field {
    case .dayOfMonth:
      if text == "L" { return .beforeLast(0) }
      if text == "LW" { return .lastWorkday }
      if text.hasPrefix("L-") {
        guard let count = number(text.dropFirst(2)), (1...30).contains(count) else { throw CronError(field, term, "L- is followed by 1 to 30 days") }
        return .beforeLast(count)
      }
      if text.hasSuffix("W") { return .nearestWorkday(try value(text.dropLast(), of: term)) }
    case .dayOfWeek:
      if text.hasSuffix("L") {
        guard text.count > 1 else { throw CronError(field, term, "L follows the day whose last one is meant") }
        return .last(weekday: try value(text.dropLast(), of: term) % 7)
      }
      if let mark = text.firstIndex(of: "#") {
        guard let n = number(text[text.index(after: mark)...]), (1...5).contains(n) else { throw CronError(field, term, "# is followed by 1 to 5") }
        return .nth(weekday: try value(text[..<mark], of: term) % 7, n)
      }
    default: break
    }
    return nil
  }
}
