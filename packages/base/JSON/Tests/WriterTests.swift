import JSON
import Testing

@Suite struct WriterTests {
  @Test func `compact text has no white space`() {
    let value: JSONValue = ["a": [1, true, .null], "b": [:], "c": []]
    #expect(String(decoding: value.encoded(.compact), as: UTF8.self) == #"{"a":[1,true,null],"b":{},"c":[]}"#)
  }

  @Test func `indented text has a line for each member and element`() {
    let value: JSONValue = ["a": [1, ["b": "c"]], "d": [:], "e": []]
    let expected = """
      {
        "a": [
          1,
          {
            "b": "c"
          }
        ],
        "d": {},
        "e": []
      }
      """
    #expect(String(decoding: value.encoded(.indented), as: UTF8.self) == expected)
  }

  @Test func `strings escape what must be escaped and nothing else`() {
    let value: JSONValue = .string("\"\\/\u{0}\u{8}\u{C}\n\r\t\u{1F}\u{7F}é\u{2028}𝄞")
    let expected = #""\"\\/\u0000\b\f\n\r\t\u001f"# + "\u{7F}é\u{2028}𝄞\""
    #expect(String(decoding: value.encoded(.compact), as: UTF8.self) == expected)
  }

  @Test(arguments: [0, -0.0, 1, 0.1, 1e21, 1e-7, .leastNonzeroMagnitude, .greatestFiniteMagnitude, 123456.789])
  func `a Double is written so that it reads back the same`(number: Double) throws {
    let text = JSONValue.number(number).encoded(.compact)
    #expect(try JSONValue(parsing: text).double == number)
  }
}
