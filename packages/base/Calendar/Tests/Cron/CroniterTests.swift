import JSON
import TestSupport
import Testing

@testable import Calendar

@Suite struct CroniterTests {
  @Test func `expressions in UTC have the occurrences that croniter finds`() async throws {
    guard let python = Python.withPackages(for: "expressions against croniter") else { return }
    var generator = ExpressionGenerator(random: SeededGenerator(for: "expressions against croniter"))
    var cases: [JSONValue] = []
    while cases.count < 400 {
      let text = generator.fiveFields()
      guard let recurrence = try? Recurrence(parsing: text) else { continue }
      let start = UnixTime(seconds: Int.random(in: 0..<4_000_000_000, using: &generator.random))
      let found = occurrences(of: recurrence, in: .utc, after: start, count: 5).map { JSONValue.number($0.seconds) }
      cases.append(["expression": .string(text), "start": .number(start.seconds), "occurrences": .array(found)])
    }
    #expect(try await Python.disagreements(on: cases, by: Self.script, python) == [])
  }

  /// What croniter calls a bug of cron is its rule for days: a field that begins with a star must agree with the other.
  private static let script = #"""
    from datetime import datetime, timezone
    from croniter import croniter
    for case in cases:
        times = croniter(case["expression"], datetime.fromtimestamp(case["start"], timezone.utc), implement_cron_bug=True)
        expected = [int(times.get_next(float)) for _ in case["occurrences"]]
        if expected != case["occurrences"]:
            print(case["expression"], case["start"], "expected", expected, "found", case["occurrences"])
    """#
}
