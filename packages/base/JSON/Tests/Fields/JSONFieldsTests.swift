import JSON
import Testing

@Suite struct JSONFieldsTests {
  private struct Retry: JSONDecodable, Equatable {
    let attempts: Int
    let factor: Double

    init(from fields: inout JSONFields) {
      attempts = fields.int("attempts", default: 3, in: 0...10)
      factor = fields.double("factor", default: 2, in: 1...100)
    }
  }

  private struct Schedule: JSONDecodable {
    enum Overlap: String, CaseIterable { case skip, queue, allow }

    let name: String
    let note: String?
    let overlap: Overlap
    let enabled: Bool
    let statuses: [Int]
    let retry: Retry?
    let headers: [(name: String, value: String)]

    init(from fields: inout JSONFields) {
      name = fields.string("name", length: 1...20)
      note = fields.optionalString("note")
      overlap = fields.choice("overlap", default: .skip)
      enabled = fields.bool("enabled", default: true)
      statuses = fields.ints("statuses", default: [200], in: 100...599)
      retry = fields.optionalObject("retry")
      headers = fields.stringMap("headers", default: [])
    }
  }

  private struct File: JSONDecodable {
    let schedules: [Schedule]

    init(from fields: inout JSONFields) {
      fields.ignore("$schema")
      schedules = fields.array("schedules", count: 1...100)
    }
  }

  private func mistakes<T: JSONDecodable>(_: T.Type, in text: String) throws -> [String] {
    let value = try JSONValue(parsing: text)
    let error = #expect(throws: JSONMistakes.self) { _ = try T(json: value) }
    return try #require(error).mistakes.map(\.description)
  }

  @Test func `a whole object is read`() throws {
    let text = """
      { "$schema": "x", "schedules": [
        { "name": "nightly", "note": "n", "overlap": "queue", "enabled": false, "statuses": [200, 204],
          "retry": { "attempts": 5, "factor": 1.5 }, "headers": { "B": "2", "A": "1" } } ] }
      """
    let schedule = try #require(try File(json: JSONValue(parsing: text)).schedules.first)
    #expect(schedule.name == "nightly")
    #expect(schedule.note == "n")
    #expect(schedule.overlap == .queue)
    #expect(!schedule.enabled)
    #expect(schedule.statuses == [200, 204])
    #expect(schedule.retry?.attempts == 5)
    #expect(schedule.retry?.factor == 1.5)
    #expect(schedule.headers.map(\.name) == ["B", "A"])
  }

  @Test func `what is absent or null takes its default`() throws {
    let text = #"{"name":"n","note":null,"overlap":null,"enabled":null,"statuses":null,"retry":null}"#
    let schedule = try Schedule(json: JSONValue(parsing: text))
    #expect(schedule.note == nil)
    #expect(schedule.overlap == .skip)
    #expect(schedule.enabled)
    #expect(schedule.statuses == [200])
    #expect(schedule.retry == nil)
    #expect(schedule.headers.isEmpty)
  }

  @Test func `every mistake is named at once with its place`() throws {
    let text = """
      { "schedules": [
        { "name": "", "overlap": "que", "enabled": 1 },
        { "statuses": [200, "x", 600], "retry": { "attempts": 11, "factr": 2 } },
        7
      ] }
      """
    #expect(
      try mistakes(File.self, in: text) == [
        "2:13: /schedules/0/name: expected a string of 1 to 20 characters, found \"\"",
        "2:28: /schedules/0/overlap: expected \"skip\", \"queue\" or \"allow\", found \"que\"",
        "2:46: /schedules/0/enabled: expected true or false, found 1",
        "3:3: /schedules/1/name: expected a string of 1 to 20 characters, found no member \"name\"",
        "3:23: /schedules/1/statuses/1: expected an integer from 100 to 599, found \"x\"",
        "3:28: /schedules/1/statuses/2: expected an integer from 100 to 599, found 600",
        "3:57: /schedules/1/retry/attempts: expected an integer from 0 to 10, found 11",
        "3:61: /schedules/1/retry/factr: there is no member \"factr\" here; did you mean \"factor\"?",
        "4:3: /schedules/2: expected an object, found 7",
      ])
  }

  @Test(arguments: [
    (#"{"schedules":{}}"#, "1:14: /schedules: expected an array of 1 to 100 objects, found an empty object"),
    (#"{"schedules":[]}"#, "1:14: /schedules: expected an array of 1 to 100 objects, found an empty array"),
    (#"{}"#, "1:1: /schedules: expected an array of 1 to 100 objects, found no member \"schedules\""),
    (#"[1]"#, "1:1: expected an object, found an array of 1"),
    (#"null"#, "1:1: expected an object, found null"),
  ])
  func `a mistake says what was expected and what was found`(text: String, expected: String) throws {
    #expect(try mistakes(File.self, in: text) == [expected])
  }

  @Test func `what the text brings along stays on its line`() {
    let mistakes = #expect(throws: JSONMistakes.self) {
      try JSONFields.read(.object([.init("a\r\nb\u{1B}", .null)])) { _ in () }
    }
    #expect(mistakes.map { !"\($0)".utf8.contains { $0 < 0x20 && $0 != 0x0A } && "\($0)".contains(#"a\u{d}\u{a}b\u{1b}"#) } == true)
  }

  @Test func `null is no value for a required member`() throws {
    #expect(try mistakes(Schedule.self, in: #"{"name":null}"#) == ["1:9: /name: expected a string of 1 to 20 characters, found null"])
  }

  @Test func `a choice that is misspelt is told the nearest`() throws {
    #expect(
      try mistakes(Schedule.self, in: #"{"name":"n","overlap":"qeue"}"#) == [
        "1:23: /overlap: expected \"skip\", \"queue\" or \"allow\", found \"qeue\"; did you mean \"queue\"?"
      ])
  }

  @Test func `a member is refused once, and its placeholder is not judged`() throws {
    struct Sample: JSONDecodable {
      init(from fields: inout JSONFields) {
        let url = fields.string("url")
        if !url.hasPrefix("http") { fields.refuse("url", "expected a URL, found \"\(url)\"") }
        if fields.has("a"), fields.has("b") { fields.refuse("expected \"a\" or \"b\", found both") }
      }
    }
    #expect(try mistakes(Sample.self, in: #"{"url":1}"#) == ["1:8: /url: expected a string, found 1"])
    #expect(try mistakes(Sample.self, in: #"{"url":"ftp"}"#) == ["1:8: /url: expected a URL, found \"ftp\""])
    #expect(try mistakes(Sample.self, in: #"{"url":"http:","a":1,"b":2}"#) == ["1:1: expected \"a\" or \"b\", found both"])
  }

  @Test func `a value is made of a text by its own rule`() throws {
    struct Sample: JSONDecodable {
      let even: Int
      init(from fields: inout JSONFields) {
        even = fields.parsed("even", "an even number in a string", placeholder: 0) { Int($0).flatMap { $0 % 2 == 0 ? $0 : nil } }
      }
    }
    #expect(try Sample(json: ["even": "4"]).even == 4)
    #expect(try mistakes(Sample.self, in: #"{"even":"3"}"#) == ["1:9: /even: expected an even number in a string, found \"3\""])
  }

  @Test func `a pointer escapes what has a meaning in it`() throws {
    struct Sample: JSONDecodable { init(from fields: inout JSONFields) {} }
    #expect(try mistakes(Sample.self, in: #"{"a/b~c":1}"#) == ["1:2: /a~1b~0c: there is no member \"a/b~c\" here"])
  }

  @Test func `the mistakes kept are bounded, and the rest counted`() throws {
    struct Sample: JSONDecodable { init(from fields: inout JSONFields) { _ = fields.strings("texts") } }
    let numbers = JSONValue.array((0..<250).map { JSONValue.number($0) })
    let error = #expect(throws: JSONMistakes.self) { _ = try Sample(json: ["texts": numbers]) }
    #expect(error?.mistakes.count == JSONMistakes.limit)
    #expect(error?.omitted == 150)
    #expect(error?.description.hasSuffix("and 150 more") == true)
  }

  @Test func `thousands of members are read by their names`() throws {
    struct Sample: JSONDecodable {
      let map: [(name: String, value: String)]
      init(from fields: inout JSONFields) { map = fields.stringMap("map") }
    }
    let members = (0..<20_000).map { JSONValue.Member("key-\($0)", .string("value-\($0)")) }
    let map = try Sample(json: ["map": .object(members)]).map
    #expect(map.count == 20_000)
    #expect(map[19_999].value == "value-19999")
  }

  @Test func `mistakes are told with their file in front`() throws {
    let error = #expect(throws: JSONMistakes.self) { _ = try Schedule(json: JSONValue(parsing: #"{"name":"n","x":1}"#)) }
    #expect(error?.described(in: "s.json") == "s.json:1:13: /x: there is no member \"x\" here")
  }
}
