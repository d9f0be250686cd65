import TestSupport
import Testing

@testable import Calendar

@Suite(.blocking) struct NextTimePropertyTests {
  @Test func `the next time is later, matches, and nothing in between does`() throws {
    var generator = ExpressionGenerator(random: SeededGenerator(for: "next times"))
    var checked = 0
    while checked < 150 {
      guard let expression = try? CronExpression(parsing: generator.fiveFields()) else { continue }
      let start = Int.random(in: -10_000_000_000..<10_000_000_000, using: &generator.random)
      let next = try #require(expression.next(after: CalendarTime(secondsSince1970: start)))
      #expect(next.secondsSince1970 > start)
      #expect(expression.matches(next))
      var between = (start / 60 + (start < 0 ? 0 : 1)) * 60
      // Some come but once a year; what is looked at of those are the last thirty days before.
      between = max(between, next.secondsSince1970 - 30 * CalendarTime.secondsPerDay)
      while between < next.secondsSince1970 {
        if between > start { #expect(!expression.matches(CalendarTime(secondsSince1970: between))) }
        between += 60
      }
      checked += 1
    }
  }

  @Test func `with seconds, nothing in between matches either`() throws {
    var generator = ExpressionGenerator(random: SeededGenerator(for: "next seconds"))
    for _ in 0..<150 {
      let seconds = ["*", "*/7", "5", "3,58", "50-59/3", "0"].randomElement(using: &generator.random)!
      let expression = try CronExpression(parsing: "\(seconds) \(["*", "*/4", "7", "58,59"].randomElement(using: &generator.random)!) * * * *")
      let start = Int.random(in: -10_000_000_000..<10_000_000_000, using: &generator.random)
      let next = try #require(expression.next(after: CalendarTime(secondsSince1970: start)))
      #expect(expression.matches(next))
      #expect((start + 1..<next.secondsSince1970).allSatisfy { !expression.matches(CalendarTime(secondsSince1970: $0)) })
    }
  }
}
