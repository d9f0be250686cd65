import TestSupport

/// Makes cron expressions that every reader of cron understands alike: no days that depend on the month, no Sunday as 7.
struct ExpressionGenerator {
  var random: SeededGenerator

  mutating func fiveFields() -> String {
    let day = Int.random(in: 0..<3, using: &random)
    let month = Bool.random(using: &random) ? "*" : field(1...12)
    return [field(0...59), field(0...23), day == 0 ? field(1...28) : "*", month, day == 1 ? field(0...6) : "*"].joined(separator: " ")
  }

  private mutating func field(_ range: ClosedRange<Int>) -> String {
    switch Int.random(in: 0..<8, using: &random) {
    case 0, 1: return "*"
    case 2: return "*/\(Int.random(in: 1...min(range.upperBound, 30), using: &random))"
    case 3: return list(range)
    case 4, 5: return "\(Int.random(in: range, using: &random))"
    default: return span(range)
    }
  }

  private mutating func list(_ range: ClosedRange<Int>) -> String {
    (0..<Int.random(in: 2...4, using: &random)).map { _ in
      Bool.random(using: &random) ? "\(Int.random(in: range, using: &random))" : span(range)
    }.joined(separator: ",")
  }

  /// Never from a number to itself: some readers take that for all the way round.
  private mutating func span(_ range: ClosedRange<Int>) -> String {
    let first = Int.random(in: range.lowerBound..<range.upperBound, using: &random)
    let last = Int.random(in: first + 1...range.upperBound, using: &random)
    return "\(first)-\(last)" + (Bool.random(using: &random) ? "/\(Int.random(in: 1...7, using: &random))" : "")
  }
}
