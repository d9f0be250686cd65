import JSON
import Testing

@Suite struct PositionTests {
  @Test func `values and keys know where they began`() throws {
    let value = try JSONValue(parsing: "\n {\"é\": [1,\r\n  true], \"b\": \"x\\ny\"}")
    #expect(value.position == JSONPosition(line: 2, column: 2))
    #expect(value.object?.map(\.keyPosition) == [JSONPosition(line: 2, column: 3), JSONPosition(line: 3, column: 10)])
    #expect(value["é"]?.position == JSONPosition(line: 2, column: 9))
    #expect(value["é"]?.array?.map(\.position) == [JSONPosition(line: 2, column: 10), JSONPosition(line: 3, column: 3)])
    #expect(value["b"]?.position == JSONPosition(line: 3, column: 15))
  }

  @Test func `a byte order mark takes no column`() throws {
    #expect(try JSONValue(parsing: "\u{FEFF}null").position == JSONPosition(line: 1, column: 1))
  }

  @Test func `a value made by a program stands nowhere`() {
    #expect(JSONValue.array([1]).position == nil)
  }

  @Test(arguments: [
    ("{\n  \"a\": 1,\n}", "3:1: expected a key in double quotes, found '}'"),
    ("[1, 2", "1:6: expected ',' or ']', found the end of the text"),
    ("{\"a\" 1}", "1:6: expected ':' after the key \"a\", found '1'"),
    ("{\"a\":1 \"b\"}", "1:8: expected ',' or '}', found '\"'"),
    ("01", "1:2: a number has no leading zero"),
    ("1.", "1:3: expected a digit, found the end of the text"),
    ("[1] 2", "1:5: expected the end of the text, found '2'"),
    ("\"a\tb\"", "1:3: a control character (byte 9) must be written as an escape"),
    ("\"\\q\"", "1:3: expected an escape (one of \" \\ / b f n r t u), found 'q'"),
    ("\"abc", "1:5: expected '\"' to close the string, found the end of the text"),
    ("", "1:1: expected a value, found the end of the text"),
    ("\u{A0}", "1:1: expected a value, found byte 194"),
  ])
  func `an error says where, what was expected and what was found`(text: String, message: String) {
    let error = #expect(throws: JSONError.self) { try JSONValue(parsing: text) }
    #expect(error?.description == message)
  }
}
