import JSON
import Testing

@Suite struct ValueTests {
  @Test(arguments: [
    ("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\u{8}\u{C}\n\r\t"), ("\"\\u0041\\u00e9\\u20AC\"", "Aé€"), ("\"\\ud834\\uDD1E\"", "𝄞"),
    ("\"\\u0000\"", "\u{0}"),
    ("\"\\udbff\\udfff\"", "\u{10FFFF}"), ("\"\\ud800\\udc00\"", "\u{10000}"), ("\"\\r\\n\"", "\r\n"), ("\"e\\u0301\"", "e\u{301}"),
  ])
  func `escapes stand for what they name`(text: String, expected: String) throws {
    let string = try #require(try JSONValue(parsing: text).string)
    #expect(Array(string.utf8) == Array(expected.utf8))
  }

  @Test func `numbers keep their text`() throws {
    let texts = ["-0", "1.50", "1E+2", "123456789012345678901234567890", "0.1e-7"]
    let value = try JSONValue(parsing: "[\(texts.joined(separator: ","))]")
    #expect(String(decoding: value.encoded(.compact), as: UTF8.self) == "[\(texts.joined(separator: ","))]")
  }

  @Test func `a number is an integer where it is written as one and fits`() throws {
    #expect(try JSONValue(parsing: "9223372036854775807").int == .max)
    #expect(try JSONValue(parsing: "-9223372036854775808").int == .min)
    #expect(try JSONValue(parsing: "9223372036854775808").int == nil)
    #expect(try JSONValue(parsing: "1.0").int == nil)
    #expect(try JSONValue(parsing: "1e2").int == nil)
  }

  @Test func `a number too large for a Double has none`() throws {
    #expect(try JSONValue(parsing: "1e999").double == nil)
    #expect(try JSONValue(parsing: "-1e999").double == nil)
    #expect(try JSONValue(parsing: "1e-999").double == 0)
    #expect(try JSONValue(parsing: "-2.5e-1").double == -0.25)
  }

  @Test func `objects keep the order of their members`() throws {
    let value = try JSONValue(parsing: "{\"b\":1,\"a\":2,\"c\":3}")
    #expect(value.object?.map(\.key) == ["b", "a", "c"])
    #expect(value["a"]?.int == 2)
    #expect(value["d"] == nil)
  }

  @Test func `asking a value for what it is not gives nothing`() {
    let values: [JSONValue] = [.null, true, 1, "a", [], [:]]
    #expect(values.map { $0.bool != nil } == [false, true, false, false, false, false])
    #expect(values.map { $0.int != nil } == [false, false, true, false, false, false])
    #expect(values.map { $0.string != nil } == [false, false, false, true, false, false])
    #expect(values.map { $0.array != nil } == [false, false, false, false, true, false])
    #expect(values.map { $0.object != nil } == [false, false, false, false, false, true])
    #expect(values.map(\.kind) == ["null", "a boolean", "a number", "a string", "an array", "an object"])
  }

  @Test func `values are equal when they say the same, wherever they stand`() throws {
    #expect(try JSONValue(parsing: "  {\"a\":\n[1]}") == ["a": [1]])
    #expect(try JSONValue(parsing: "[1]") != [2])
    #expect(try JSONValue(parsing: "{\"a\":1,\"b\":2}") != ["b": 2, "a": 1])
    #expect(JSONValue.string("\u{E9}") != .string("e\u{301}"))
    #expect(JSONValue.null != false)
  }

  @Test func `an object is made without the members that have no value`() {
    #expect(JSONValue.members([("a", 1), ("b", nil)]) == ["a": 1])
  }
}
