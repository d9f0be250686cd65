extension RawRequest {
  static let fields: [RawRequest] =
    [
      get("space before the colon", "X : y", .invalidFieldName),
      get("tab before the colon", "X\t: y", .invalidFieldName),
      get("space within the name", "X Y: z", .invalidFieldName),
      get("no colon", "X", .invalidFieldName),
      get("no name", ": y", .invalidFieldName),
      get("colon alone", ":", .invalidFieldName),
      get("name beyond ASCII", "Ä: y", .invalidFieldName),
      get("NUL in the name", "X\0: y", .invalidFieldName),
      get("parentheses in the name", "X(): y", .invalidFieldName),
      get("folded with a space", "X: y\r\n z", .foldedField),
      get("folded with a tab", "X: y\r\n\tz", .foldedField),
      RawRequest("space before the first field", "GET / HTTP/1.1\r\n Host: a\r\n\r\n", .foldedField),
      get("NUL in the value", "X: a\0b", .invalidFieldValue),
      get("control character in the value", "X: a\u{1}b", .invalidFieldValue),
      get("DEL in the value", "X: a\u{7F}b", .invalidFieldValue),
      get("lone CR in the value", "X: a\rb", .bareLineBreak),
      get("CR before the line's end", "X: a\r", .bareLineBreak),
      get("lone LF after a field", "X: a\nY: b", .bareLineBreak),
      RawRequest("lone LF after the first line", "GET / HTTP/1.1\nHost: a\r\n\r\n", .bareLineBreak),
      RawRequest("lone LF at the end of the head", "GET / HTTP/1.1\r\nHost: a\r\n\n", .bareLineBreak),
      RawRequest("lone CR for a line's end", "GET / HTTP/1.1\rHost: a\r\r", .bareLineBreak),
      RawRequest("lone CR at the end of the head", "GET / HTTP/1.1\r\nHost: a\r\n\rX", .bareLineBreak),
      RawRequest("no Host", "GET / HTTP/1.1\r\n\r\n", .missingHost),
      RawRequest("no Host with an absolute target", "GET http://a/ HTTP/1.1\r\n\r\n", .missingHost),
      get("two Hosts", "Host: b", .repeatedHost),
      get("the same Host twice", "host: a", .repeatedHost),
      RawRequest("two Hosts in HTTP/1.0", "GET / HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n", .repeatedHost),
      get("vertical tab before the colon", "X\u{0B}: y", .invalidFieldName),
      get("vertical tab in the value", "X: a\u{0B}b", .invalidFieldValue),
      get("form feed in the value", "X: a\u{0C}b", .invalidFieldValue),
      get("escape in the value", "X: \u{1B}[0m", .invalidFieldValue),
      get("last control character in the value", "X: a\u{1F}b", .invalidFieldValue),
      get(
        "control character in a long value", "X: \(String(repeating: "a", count: 100))\u{1}\(String(repeating: "b", count: 100))", .invalidFieldValue),
      get("DEL in the name", "X\u{7F}: y", .invalidFieldName),
      get("tab within the name", "X\tY: z", .invalidFieldName),
      get("CR in the name", "X\rY: z", .bareLineBreak),
      get("two CRs before the line's end", "X: a\r\r", .bareLineBreak),
      get("a line with a space alone", " ", .foldedField),
      get("a line with a tab alone", "\t", .foldedField),
      get("a request in the fields", "GET /b HTTP/1.1", .invalidFieldName),
      RawRequest("lone LF before the empty line", "GET / HTTP/1.1\r\nHost: a\n\r\n", .bareLineBreak),
      RawRequest("LFs alone", "GET / HTTP/1.1\nHost: a\n\n", .bareLineBreak),
      RawRequest("space before Host's colon", "GET / HTTP/1.1\r\nHost : a\r\n\r\n", .invalidFieldName),
      RawRequest("Host folded", "GET / HTTP/1.1\r\nHost:\r\n a\r\n\r\n", .invalidHost),
      RawRequest("two Hosts with an absolute target", "GET http://a/ HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", .repeatedHost),
      RawRequest("a bad Host with an absolute target", "GET http://a/ HTTP/1.1\r\nHost: a b\r\n\r\n", .invalidHost),
      RawRequest("NUL in the Host", "GET / HTTP/1.1\r\nHost: a\0b\r\n\r\n", .invalidFieldValue),
    ]
    + ["\"", "(", ")", ",", "/", ";", "<", "=", ">", "?", "@", "[", "\\", "]", "{", "}"].map {
      get("\($0) in the name", "X\($0)Y: z", .invalidFieldName)
    }

  static let hosts: [RawRequest] = [
    "", "a/b", "a b", "user@a", "a?", "a#", "a\\b", "a:b", "a:80:80", "a:65536", "a:-1", ":80", "[::1", "::1", "[::1]x", "[]", "[g]", "ä",
    "a,\tb", "<a>", "a\"", "a|b", "http://a", "a@", "@a", "a:80@b", "{a}", "a^", "a`", "a%", "a%2", "a%zz", "a:8 0", "a:0x50", "a:+80", "a:80/",
    "[::1]80",
    "[::1]:x", "[::1]:65536", "[::1%25lo]", "[::1]]", "a]", "a[", "a:b:c", "a, b", "*:x",
  ].map { RawRequest("Host \($0)", "GET / HTTP/1.1\r\nHost: \($0)\r\n\r\n", .invalidHost) }
}
