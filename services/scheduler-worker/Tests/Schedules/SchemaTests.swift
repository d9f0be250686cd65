import Calendar
import JSON
import Platform
import TestSupport
import Testing

@testable import SchedulerWorker

/// The published schema and the reader are written apart; whoever's editor follows the schema must not be misled.
@Suite struct SchemaTests {
  /// Values, right and wrong, for members of a schedule and of its request. `null` is not among them: the reader takes it for nothing.
  private static let ofSchedule: [(String, [JSONValue])] = [
    ("name", ["a", "A.b-c_9", "", "-a", "a b", 7, .string(String(repeating: "n", count: 63)), .string(String(repeating: "n", count: 64))]),
    ("cron", ["* * * * *", "0 0 30 2 *", "@daily", "@every 90s", "", 5]), ("timeZone", ["UTC", "Europe/Berlin", "Mars/Base", "", 1]),
    ("overlap", ["skip", "queue", "allow", "Skip", true]), ("enabled", [true, false, "true", 1]),
    ("jitter", ["0s", "0", "5m", "1h", "1h1s", "500ms", "1500ms", "60m", "", "5", 5, "1m1h"]), ("unknown", [1]),
  ]
  private static let ofRequest: [(String, [JSONValue])] = [
    ("method", ["GET", "DELETE", "get", "TRACE", 1]),
    (
      "url",
      ["http://a", "HTTP://a/b?c", "https://a", "HTTPS://a:1/", "ftp://a", "http://", "https://", "http://a b", "http://u@h/", "http://h/#f", "a", 1]
    ),
    ("headers", [[:], ["X-A": "b"], ["X-A": 1], ["Host": "a"], ["a b": "c"], "X"]), ("body", ["", "text", ["a": 1], [1, 2], 5, true]),
    ("expectedStatus", ["2xx", "6xx", 200, 199, 600, .number(200.5), [200, "3xx"], [], ["200"]]),
    ("timeout", ["1ms", "1h", "0s", "61m", "30", "1h30m", "1s500ms"]), ("unknown", [1]),
    (
      "retries",
      [
        ["attempts": 3], ["attempts": 0], ["attempts": 21], [:], ["attempts": 2, "backoff": "1s", "max": "24h"],
        ["attempts": 2, "backoff": "2h"], ["attempts": 2, "x": 1], 3,
      ]
    ),
  ]

  @Test func `what the reader takes the schema takes, and what the schema refuses the reader refuses`() async throws {
    guard let python = Python.withPackages(for: "the schema against the reader") else { return }
    var random = SeededGenerator(for: "the schema against the reader")
    let folder = try TemporaryFolder()
    let zones = TimeZoneDatabase(folder: TimeZoneDatabase.systemFolder)
    var cases: [JSONValue] = []
    var accepted = 0
    for _ in 0..<600 {
      let text = document(&random).encoded(.compact)
      try File.write(text, to: "\(folder.path)/schedules.json")
      let isAccepted = (try? ScheduleFile(path: "\(folder.path)/schedules.json", zones: zones)) != nil
      if isAccepted { accepted += 1 }
      cases.append([.string(String(decoding: text, as: UTF8.self)), .bool(isAccepted)])
    }
    #expect(accepted > 100 && accepted < 500)
    let root = #filePath.split(separator: "/").dropLast(5).map { "/\($0)" }.joined()
    let script = Self.script(schema: "\(root)/docs/schemas/schedules.schema.json")
    #expect(try await Python.disagreements(on: cases, by: script, python) == [])
  }

  /// A file with one schedule of which up to three members were set to something else, or left out.
  private func document(_ random: inout SeededGenerator) -> JSONValue {
    var schedule: [(String, JSONValue)] = [("name", "a"), ("cron", "@daily")]
    var request: [(String, JSONValue)] = [("url", "http://example.com")]
    for _ in 0..<Int.random(in: 0...3, using: &random) {
      if Bool.random(using: &random) { change(&schedule, Self.ofSchedule, &random) } else { change(&request, Self.ofRequest, &random) }
    }
    schedule.append(("request", object(request)))
    return ["version": 1, "schedules": [object(schedule)]]
  }

  private func change(_ members: inout [(String, JSONValue)], _ values: [(String, [JSONValue])], _ random: inout SeededGenerator) {
    let (name, values) = values.randomElement(using: &random)!
    members.removeAll { $0.0 == name }
    if Int.random(in: 0..<10, using: &random) > 0 { members.append((name, values.randomElement(using: &random)!)) }
  }

  private func object(_ members: [(String, JSONValue)]) -> JSONValue { .object(members.map { JSONValue.Member($0.0, $0.1) }) }

  private static func script(schema: String) -> String {
    #"""
    from jsonschema import Draft7Validator
    schema = json.load(open("\#(schema)"))
    Draft7Validator.check_schema(schema)
    validator = Draft7Validator(schema)
    for text, accepted in cases:
        if accepted and not validator.is_valid(json.loads(text)):
            print(text, next(validator.iter_errors(json.loads(text))).message)
    """#
  }
}
