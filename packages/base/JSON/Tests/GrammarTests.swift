import JSON
import Testing

/// The grammar of RFC 8259, rule by rule: what is JSON, and what merely looks like it.
@Suite struct GrammarTests {
  @Test(arguments: [
    // Section 2: white space around any token; any value is a text.
    "null", " null", "null\n", "\t\r\n true \t\r\n", "[ 1 , 2 ]", "{ \"a\" : 1 }", "\u{FEFF}null",
    // Section 3: the three words.
    "true", "false", "[true,false,null]",
    // Section 4: objects.
    "{}", "{\"\":0}", "{\"a\":{\"a\":{\"a\":{}}}}", "{\"a\":1,\"A\":2}", "{\"b\":1,\"a\":2}",
    // Section 5: arrays.
    "[]", "[[]]", "[[],[[]],{}]", "[1,\"1\",true]",
    // Section 6: numbers.
    "0", "-0", "7", "-7", "10", "1234567890123456789012345678901234567890", "0.0", "-0.5", "1.25", "0.00", "1e5", "1E5", "1e+5", "1e-5", "1e05",
    "0e0", "1.5e300", "1e999",
    // Section 7: strings.
    "\"\"", "\"a\"", "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\u0000\"", "\"\\u00e9\\u00E9\"", "\"\\ud834\\udd1e\"", "\"\\uD834\\uDD1E\"", "\"\u{7F}\"",
    "\"\u{2028}\u{2029}\"", "\"é€𝄞\"", "\"\u{FFFE}\u{10FFFF}\"", "\"//\"", "\"\\u2028\"", "\"\\uffff\"",
  ])
  func `text that is JSON is taken`(text: String) throws {
    _ = try JSONValue(parsing: text)
  }

  @Test(arguments: [
    // Section 2: one value, nothing before or behind it; no other white space; the mark stands once.
    "", " ", "\u{FEFF}", "1 2", "nullnull", "[] []", "{}}", "[]]", "\u{0B}1", "\u{0C}1", "\u{A0}1", "1\u{A0}", "\u{FEFF}\u{FEFF}1", "\u{2028}1",
    "null,", "1;", "\u{0}", "1\u{0}",
    // Section 3: the words are lower case and whole.
    "nul", "nulll", "Null", "NULL", "True", "tru", "fals", "undefined", "NaN", "Infinity", "-Infinity", "nil", "n", "t", "f",
    // Section 4.
    "{", "}", "{,}", "{\"a\"}", "{\"a\":}", "{\"a\":1", "{\"a\":1,}", "{\"a\":1,,\"b\":2}", "{\"a\" 1}", "{a:1}", "{'a':1}", "{1:1}", "{null:1}",
    "{\"a\":1 \"b\":2}", "{\"a\":1:2}", "{\"a\"::1}", "{:1}", "{\"a\":1]", "{\"a\",1}", "{[]:1}",
    // Section 5.
    "[", "]", "[,]", "[1,]", "[,1]", "[1,,2]", "[1 2]", "[1", "[1,", "[1}", "[[]", "[1:2]", "[\"a\":1]",
    // Section 6.
    "+1", "-", "--1", "01", "-01", "00", "1.", ".5", "-.5", "1.e5", "1e", "1e+", "1E-", "1e1.5", "0x1", "1_000", "1,000", "1a", "1e5e5", "- 1",
    "1 .5",
    "1. 5", "１", "1.5.5", "∞", "0b1", "1f", "1d",
    // Section 7.
    "\"", "\"a", "a\"", "'a'", "\"\\\"", "\"\\a\"", "\"\\x41\"", "\"\\'\"", "\"\\0\"", "\"\\u\"", "\"\\u12\"", "\"\\u123\"", "\"\\u123g\"",
    "\"\\U0041\"", "\"\\u{41}\"", "\"\\u 041\"", "\"\\u+041\"", "\"\n\"", "\"\r\"", "\"\t\"", "\"\u{0}\"", "\"\u{1F}\"", "\"\\\n\"", "\"a\" \"b\"",
    "\"\\ud800\"", "\"\\udc00\"", "\"\\ud800x\"", "\"\\ud800\\n\"", "\"\\ud800\\u0041\"", "\"\\ud800\\ud800\"", "\"\\udd1e\\ud834\"",
    "\"\\ud834\\u\"",
    "\"\\ud834\\", "\"\\", "\"\\u00", "“a”",
    // Comments are not JSON.
    "// a\n1", "/* a */ 1", "1 // a", "# a\n1", "[1 /* a */]",
  ])
  func `text that is not JSON is refused`(text: String) {
    #expect(throws: JSONError.self) { try JSONValue(parsing: text) }
  }

  @Test(arguments: [
    [0xFF], [0xFE, 0xFF], [0xEF, 0xBB], [0x22, 0xFF, 0x22], [0x22, 0x80, 0x22], [0x22, 0xC3, 0x22], [0x22, 0xC0, 0x80, 0x22],
    [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], [0x22, 0xE2, 0x82, 0x22], [0x31, 0x00], [0x00, 0x31],
    [0x22, 0xF0, 0x9D, 0x84, 0x22], [0x5B, 0x22, 0x22, 0x80, 0x5D],
  ])
  func `bytes that are not UTF-8 are refused`(bytes: [UInt8]) {
    #expect(throws: JSONError.self) { try JSONValue(parsing: bytes) }
  }

  @Test func `every byte but white space and the start of a value is refused as a first byte`() {
    let starts = Set("{[\"-0123456789tfn \t\r\n".utf8)
    for byte in UInt8.min...UInt8.max where !starts.contains(byte) {
      #expect(throws: JSONError.self) { try JSONValue(parsing: [byte] + Array("1".utf8)) }
    }
  }

  @Test func `arrays and objects may nest as deep as the bound and no deeper`() throws {
    func nested(_ depth: Int) -> String { String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
    _ = try JSONValue(parsing: nested(JSONValue.maximumDepth))
    #expect(throws: JSONError.self) { try JSONValue(parsing: nested(JSONValue.maximumDepth + 1)) }
    #expect(throws: JSONError.self) { try JSONValue(parsing: String(repeating: "{\"a\":[", count: 1_000_000)) }
  }

  @Test func `a key may stand once in an object`() {
    #expect(throws: JSONError("the key \"a\" stands twice in one object", at: JSONPosition(line: 2, column: 2))) {
      try JSONValue(parsing: "{\"a\": 1,\n \"\\u0061\": 2}")
    }
  }

  @Test func `keys that only look alike are different keys`() throws {
    let value = try JSONValue(parsing: "{\"\u{E9}\": 1, \"e\u{301}\": 2}")
    #expect(value.object?.count == 2)
    #expect(value["\u{E9}"]?.int == 1)
    #expect(value["e\u{301}"]?.int == 2)
  }
}
