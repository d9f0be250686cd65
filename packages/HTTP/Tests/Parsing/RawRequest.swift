import Testing

@testable import HTTP

/// A request as bytes, with what is to become of it. The same table is put to the parser and to a server.
struct RawRequest: CustomTestStringConvertible, Sendable {
  let name: String
  let raw: String
  let refusal: Refusal

  var testDescription: String { name }

  init(_ name: String, _ raw: String, _ refusal: Refusal) {
    self.name = name
    self.raw = raw
    self.refusal = refusal
  }

  private static func get(_ name: String, _ fields: String, _ refusal: Refusal) -> RawRequest {
    RawRequest(name, "GET / HTTP/1.1\r\nHost: a\r\n\(fields)\r\n\r\n", refusal)
  }

  private static func post(_ name: String, _ fields: String, _ refusal: Refusal) -> RawRequest {
    RawRequest(name, "POST / HTTP/1.1\r\nHost: a\r\n\(fields)\r\n\r\n0\r\n\r\n", refusal)
  }

  private static func line(_ name: String, _ line: String, _ refusal: Refusal) -> RawRequest {
    RawRequest(name, "\(line)\r\nHost: a\r\n\r\n", refusal)
  }

  static let framing: [RawRequest] = [
    post("length and coding", "Content-Length: 5\r\nTransfer-Encoding: chunked", .contentLengthAndTransferEncoding),
    post("coding and length", "Transfer-Encoding: chunked\r\nContent-Length: 5", .contentLengthAndTransferEncoding),
    post("length of zero and coding", "Content-Length: 0\r\nTransfer-Encoding: chunked", .contentLengthAndTransferEncoding),
    post("two lengths", "Content-Length: 5\r\nContent-Length: 6", .repeatedContentLength),
    post("the same length twice", "Content-Length: 5\r\nContent-Length: 5", .repeatedContentLength),
    post("a list of lengths", "Content-Length: 5, 5", .invalidContentLength),
    post("length with a sign", "Content-Length: +5", .invalidContentLength),
    post("negative length", "Content-Length: -5", .invalidContentLength),
    post("hexadecimal length", "Content-Length: 0x5", .invalidContentLength),
    post("length with a fraction", "Content-Length: 5.0", .invalidContentLength),
    post("length with a space within", "Content-Length: 5 5", .invalidContentLength),
    post("length with an underscore", "Content-Length: 1_0", .invalidContentLength),
    post("length in other digits", "Content-Length: ５", .invalidContentLength),
    post("empty length", "Content-Length: ", .invalidContentLength),
    post("length beyond 64 bits", "Content-Length: 18446744073709551621", .bodyTooLarge),
    post("length of many digits", "Content-Length: \(String(repeating: "9", count: 400))", .bodyTooLarge),
    post("length beyond the limit", "Content-Length: 999999999", .bodyTooLarge),
    post("coding that is not chunked", "Transfer-Encoding: gzip", .transferEncodingNotChunked),
    post("chunked before another coding", "Transfer-Encoding: chunked, gzip", .transferEncodingNotChunked),
    post("chunked twice", "Transfer-Encoding: chunked, chunked", .transferEncodingNotChunked),
    post("chunked in two fields", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", .transferEncodingNotChunked),
    post("identity after chunked", "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity", .transferEncodingNotChunked),
    post("identity", "Transfer-Encoding: identity", .transferEncodingNotChunked),
    post("unknown coding before chunked", "Transfer-Encoding: gzip, chunked", .unknownTransferCoding),
    post("something like chunked", "Transfer-Encoding: xchunked", .transferEncodingNotChunked),
    post("chunked in quotes", "Transfer-Encoding: \"chunked\"", .transferEncodingNotChunked),
    post("chunked with a parameter", "Transfer-Encoding: chunked;a=b", .transferEncodingNotChunked),
    post("chunked after a comma", "Transfer-Encoding: ,chunked", .transferEncodingNotChunked),
    post("chunked before a comma", "Transfer-Encoding: chunked,", .transferEncodingNotChunked),
    post("empty coding", "Transfer-Encoding:", .transferEncodingNotChunked),
    post("chunked after a vertical tab", "Transfer-Encoding: \u{0B}chunked", .invalidFieldValue),
    post("coding before a space and a colon", "Transfer-Encoding : chunked", .invalidFieldName),
    post("coding folded", "Transfer-Encoding: a\r\n chunked", .foldedField),
    post("coding after a lone LF", "X: y\nTransfer-Encoding: chunked", .bareLineBreak),
    post("coding after a lone CR", "X: y\rTransfer-Encoding: chunked", .invalidFieldValue),
    RawRequest(
      "coding in HTTP/1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", .transferEncodingInOldVersion),
    RawRequest("no length in HTTP/1.0", "POST / HTTP/1.0\r\n\r\n", .lengthRequired),
    post("unknown expectation", "Content-Length: 5\r\nExpect: 200-maybe", .expectationFailed),
  ]

  static let fields: [RawRequest] = [
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
    get("lone CR in the value", "X: a\rb", .invalidFieldValue),
    get("CR before the line's end", "X: a\r", .invalidFieldValue),
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
  ]

  static let hosts: [RawRequest] = [
    "", "a/b", "a b", "user@a", "a?", "a#", "a\\b", "a:b", "a:80:80", "a:65536", "a:-1", ":80", "[::1", "::1", "[::1]x", "[]", "[g]", "ä",
    "a,\tb", "<a>", "a\"", "a|b",
  ].map { RawRequest("Host \($0)", "GET / HTTP/1.1\r\nHost: \($0)\r\n\r\n", .invalidHost) }

  static let startLines: [RawRequest] = [
    line("no version", "GET /", .malformedStartLine),
    line("method alone", "GET", .malformedStartLine),
    line("two spaces after the method", "GET  / HTTP/1.1", .malformedStartLine),
    line("two spaces after the target", "GET /  HTTP/1.1", .malformedStartLine),
    line("space in the target", "GET /a b HTTP/1.1", .malformedStartLine),
    line("tab for a space", "GET\t/ HTTP/1.1", .invalidMethod),
    line("space first", " GET / HTTP/1.1", .malformedStartLine),
    line("space last", "GET / HTTP/1.1 ", .malformedStartLine),
    line("lower-case version", "GET / http/1.1", .malformedStartLine),
    line("version of another protocol", "GET / ICAP/1.1", .malformedStartLine),
    line("version of one number", "GET / HTTP/1", .malformedStartLine),
    line("version of many digits", "GET / HTTP/1.10", .malformedStartLine),
    line("version with a letter", "GET / HTTP/1.x", .malformedStartLine),
    line("HTTP/0.9", "GET / HTTP/0.9", .unsupportedVersion),
    line("HTTP/2", "GET / HTTP/2.0", .unsupportedVersion),
    RawRequest("preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", .unsupportedVersion),
    RawRequest("hello of TLS", "\u{16}\u{03}\u{01}\u{02}", .malformedStartLine),
    RawRequest("two empty lines first", "\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", .malformedStartLine),
    line("method that is no token", "G(T / HTTP/1.1", .invalidMethod),
    line("NUL in the method", "G\0T / HTTP/1.1", .invalidMethod),
    line("method of 33 letters", "\(String(repeating: "A", count: 33)) / HTTP/1.1", .methodTooLong),
    line("CONNECT", "CONNECT a:80 HTTP/1.1", .connectNotSupported),
    line("authority form with GET", "GET a:80 HTTP/1.1", .invalidTarget),
    line("path without slash", "GET a HTTP/1.1", .invalidTarget),
    line("asterisk with GET", "GET * HTTP/1.1", .invalidAsteriskForm),
    line("asterisk and more", "OPTIONS *a HTTP/1.1", .invalidTarget),
    line("fragment", "GET /#a HTTP/1.1", .invalidTarget),
    line("NUL in the target", "GET /\0 HTTP/1.1", .invalidTarget),
    line("tab in the target", "GET /a\tb HTTP/1.1", .invalidTarget),
    line("DEL in the target", "GET /\u{7F} HTTP/1.1", .invalidTarget),
    line("target beyond ASCII", "GET /ä HTTP/1.1", .invalidTarget),
    line("quote in the target", "GET /\" HTTP/1.1", .invalidTarget),
    line("backslash in the target", "GET /a\\b HTTP/1.1", .invalidTarget),
    line("lone CR in the target", "GET /a\rb HTTP/1.1", .invalidTarget),
    line("percent without digits", "GET /% HTTP/1.1", .invalidTarget),
    line("percent with one digit", "GET /a%2?b HTTP/1.1", .invalidTarget),
    line("percent with letters", "GET /%zz HTTP/1.1", .invalidTarget),
    line("another scheme", "GET ftp://a/ HTTP/1.1", .invalidTarget),
    line("absolute form without host", "GET http:///a HTTP/1.1", .invalidTarget),
    line("absolute form with a user", "GET http://user@a/ HTTP/1.1", .invalidTarget),
    line("absolute form with a bad port", "GET http://a:x/ HTTP/1.1", .invalidTarget),
  ]

  static let all = framing + fields + hosts + startLines
}
