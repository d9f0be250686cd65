import Calendar
import JSON
import Platform
import TestSupport
import Testing

@testable import SchedulerWorker

@Suite(.blocking) struct ScheduleFileTests {
  private static let zones = TimeZoneDatabase(folder: TimeZoneDatabase.systemFolder)
  private static let root = "/" + #filePath.split(separator: "/").dropLast(5).joined(separator: "/")

  private func load(_ text: String) throws -> [Schedule] {
    let folder = try TemporaryFolder()
    return try ScheduleFile(path: folder.write(text, to: "schedules.json"), zones: Self.zones).schedules
  }

  /// What is said of the file, its folder left out.
  private func mistakes(_ text: String) throws -> [String] {
    let folder = try TemporaryFolder()
    let path = try folder.write(text, to: "schedules.json")
    do {
      _ = try ScheduleFile(path: path, zones: Self.zones)
      return []
    } catch {
      return error.description.split(separator: "\n").map { String($0.dropFirst(folder.path.utf8.count + 1)) }
    }
  }

  @Test func `what is not given has a default`() throws {
    let schedule = try #require(
      try load(#"{"version": 1, "schedules": [{"name": "a", "cron": "@daily", "request": {"url": "http://example.com"}}]}"#).first)
    #expect(schedule.name == "a")
    #expect(schedule.timeZone.name == "UTC")
    #expect(schedule.overlap == .skip)
    #expect(schedule.isEnabled)
    #expect(schedule.delay == 0)
    #expect(schedule.request.method.name == "POST")
    #expect(schedule.request.url.description == "http://example.com/")
    #expect(schedule.request.headers.isEmpty && schedule.request.body.isEmpty)
    #expect(schedule.request.expectedStatus == .successful)
    #expect(schedule.request.timeout == .seconds(30))
    #expect(schedule.request.retries == .none)
  }

  @Test func `the example says what it seems to`() throws {
    let path = "\(Self.root)/services/scheduler-worker/schedules.example.json"
    let schedules = try ScheduleFile(path: path, zones: Self.zones).schedules
    #expect(schedules.map(\.name) == ["look-at-the-console", "nightly-report"])
    let report = schedules[1]
    #expect(report.timeZone.name == "Europe/Berlin")
    #expect(report.overlap == .queue)
    #expect(!report.isEnabled)
    #expect((0...300).contains(report.delay))
    #expect(report.request.headers.fields.map { "\($0.name): \($0.value)" } == ["Accept: application/json", "content-type: application/json"])
    #expect(String(decoding: report.request.body, as: UTF8.self) == #"{"kind":"nightly","recipients":["team"]}"#)
    #expect(report.request.expectedStatus.contains(202) && !report.request.expectedStatus.contains(200))
    #expect(report.request.retries == RetryPolicy(attempts: 5, backoff: .seconds(2), max: .seconds(60)))
  }

  @Test func `every mistake is named at its place, all at once`() throws {
    let text = #"""
      {
        "version": 2,
        "schedules": [
          { "name": "a b", "cron": "61 * * * *", "timeZone": "Europe/Berlim", "request": { "url": "ftp://example.com/" } },
          { "name": "x", "cron": "0 0 30 2 *", "overlap": "wait", "jitter": "2h", "request": { "url": "http://u:p@h/", "method": "get" } },
          { "name": "x", "cron": "@daily", "jitter": "500ms",
            "request": { "url": "http://h/", "headers": { "Host": "h", "A b": "c", "X": "a\nb" }, "body": 7, "expectedStatus": ["2xx", 99],
              "timeout": "0s", "retries": { "attempts": 0, "backof": "1s" } } },
          { "nme": "y", "request": { "url": 5 } }
        ]
      }
      """#
    let found = try mistakes(text)
    let expected = [
      "schedules.json:2:14: /version: expected an integer from 1 to 1, found 2",
      "schedules.json:4:15: /schedules/0/name: expected a name of up to 63 letters, digits, '-', '_' and '.', the first a letter or digit, found \"a b\"",
      "schedules.json:4:30: /schedules/0/cron: the minute field has \"61\": 61 is not from 0 to 59; allowed are",
      "schedules.json:4:56: /schedules/0/timeZone: there is no time zone \"Europe/Berlim\" in /usr/share/zoneinfo; did you mean Europe/Berlin?",
      "schedules.json:4:93: /schedules/0/request/url: expected a URL that begins with http:// or https://",
      "schedules.json:5:28: /schedules/1/cron: \"0 0 30 2 *\" never fires",
      "schedules.json:5:53: /schedules/1/overlap: expected \"skip\", \"queue\" or \"allow\", found \"wait\"",
      "schedules.json:5:71: /schedules/1/jitter: expected a length of time from 0s to 1h, such as \"30s\" or \"500ms\", found \"2h\"",
      "schedules.json:5:97: /schedules/1/request/url: user name and password do not belong into a URL",
      "schedules.json:5:124: /schedules/1/request/method: expected \"GET\", \"HEAD\"",
      "schedules.json:6:15: /schedules/2/name: there is an earlier schedule \"x\"; names are unique",
      "schedules.json:6:48: /schedules/2/jitter: expected whole seconds",
      "schedules.json:7:61: /schedules/2/request/headers/Host: the header Host is written by the scheduler itself; leave it out",
      "schedules.json:7:73: /schedules/2/request/headers/A b: \"A b\" is not the name of a header",
      "schedules.json:7:83: /schedules/2/request/headers/X: a header's value holds no line breaks",
      "schedules.json:7:101: /schedules/2/request/body: expected a string, which is sent as it is, or an object or array",
      "schedules.json:7:122: /schedules/2/request/expectedStatus: expected a status from 200 to 599",
      "schedules.json:8:20: /schedules/2/request/timeout: expected a length of time from 1ms to 1h, such as \"30s\" or \"500ms\", found \"0s\"",
      "schedules.json:8:51: /schedules/2/request/retries/attempts: expected an integer from 1 to 20, found 0",
      "schedules.json:8:54: /schedules/2/request/retries/backof: there is no member \"backof\" here; did you mean \"backoff\"?",
      "schedules.json:9:5: /schedules/3/name: expected a name",
      "schedules.json:9:5: /schedules/3/cron: expected a string, found no member \"cron\"",
      "schedules.json:9:7: /schedules/3/nme: there is no member \"nme\" here; did you mean \"name\"?",
      "schedules.json:9:39: /schedules/3/request/url: expected a string, found 5",
    ]
    #expect(found.count == expected.count)
    for (found, expected) in zip(found, expected) { #expect(found.hasPrefix(expected), "\(found)\n\(expected)") }
  }

  @Test func `what is no JSON, and what is not there, is said`() throws {
    #expect(try mistakes("{\n  \"version\": 1,\n}") == ["schedules.json:3:1: expected a key in double quotes, found '}'"])
    #expect(throws: ScheduleFileError("cannot open /nonexistent/s.json: No such file or directory")) {
      try ScheduleFile(path: "/nonexistent/s.json", zones: Self.zones)
    }
  }

  @Test func `the delay depends on the name alone and stays within the jitter`() {
    #expect(Schedule.delay(of: "a", jitter: 0) == 0)
    #expect(Schedule.delay(of: "nightly", jitter: 300) == Schedule.delay(of: "nightly", jitter: 300))
    let delays = (0..<1000).map { Schedule.delay(of: "schedule-\($0)", jitter: 9) }
    #expect(Set(delays) == Set(0...9))
  }

  @Test func `the schema accepts the example and refuses what the reader refuses`() async throws {
    guard let python = Python.withPackages(for: "the schema of schedules") else { return }
    let example = "\(Self.root)/services/scheduler-worker/schedules.example.json"
    let schema = "\(Self.root)/docs/schemas/schedules.schema.json"
    let script = #"""
      import copy, json, sys, jsonschema
      example, schema = (json.load(open(path)) for path in sys.argv[1:])
      jsonschema.Draft7Validator.check_schema(schema)
      validator = jsonschema.Draft7Validator(schema)
      validator.validate(example)
      def change(member, value, inside=None):
          changed = copy.deepcopy(example)
          target = changed["schedules"][1]
          for name in inside or []:
              target = target[name]
          target[member] = value
          return validator.is_valid(changed)
      assert change("jitter", "1h30m") and change("expectedStatus", "2xx", ["request"]) and change("body", "text", ["request"])
      assert not change("name", "a b") and not change("overlap", "wait") and not change("jitter", "5 minutes") and not change("jitter", "")
      assert change("url", "https://example.com", ["request"]) and not change("url", "ftp://example.com", ["request"])
      assert not change("method", "get", ["request"])
      assert not change("expectedStatus", 99, ["request"]) and not change("attempts", 0, ["request", "retries"]) and not change("x", 1)
      """#
    let outcome = try await onOwnThread {
      try ChildProcess.run([python, "-c", script, example, schema], environment: Environment.forChildren)
    }
    #expect(outcome.ending == .exit(0), "\(String(decoding: outcome.errorOutput, as: UTF8.self))")
  }
}
