import Testing

/// A request that is odd, and right: the server must take it in this way and no other, and find the next request after it.
struct AcceptedRequest: CustomTestStringConvertible, Sendable {
  let name: String
  let raw: String
  /// Method, target, host, body and trailers, as the handler gets them.
  let meaning: String

  var testDescription: String { name }

  init(_ name: String, _ raw: String, _ meaning: String) {
    self.name = name
    self.raw = raw
    self.meaning = meaning
  }

  private static func post(_ name: String, _ fields: String, _ body: String, _ meaning: String) -> AcceptedRequest {
    AcceptedRequest(name, "POST / HTTP/1.1\r\nHost: a\r\n\(fields)\r\n\r\n\(body)", "POST / a \(meaning)")
  }

  private static func target(_ name: String, _ line: String, _ meaning: String) -> AcceptedRequest {
    AcceptedRequest(name, "\(line) HTTP/1.1\r\nHost: z\r\n\r\n", meaning)
  }

  static let framing: [AcceptedRequest] = [
    post("no length", "X: y", "", "[]"),
    post("length", "Content-Length: 5", "abcde", "[abcde]"),
    post("length between spaces", "Content-Length: \t 5 \t ", "abcde", "[abcde]"),
    post("length without a space before", "Content-Length:5", "abcde", "[abcde]"),
    post("length with zeros before", "Content-Length: 0000000000000000000005", "abcde", "[abcde]"),
    post("length in any letters", "cOnTeNt-lEnGtH: 5", "abcde", "[abcde]"),
    post("length of zero", "Content-Length: 0", "", "[]"),
    post("a field that looks like a length", "Content_Length: 5\r\nContent-Length2: 5\r\nX-Content-Length: 5\r\nContent-Lengt: 5", "", "[]"),
    post("a field that looks like a coding", "Transfer_Encoding: chunked\r\nTransfer-Encodin: chunked\r\nContent-Length: 2", "ab", "[ab]"),
    post("line breaks and a request in a body", "Content-Length: 20", "GET /b HTTP/1.1\r\n\r\n\n", "[GET /b HTTP/1.1\r\n\r\n\n]"),
    post("chunked", "Transfer-Encoding: chunked", "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n", "[abcde]"),
    post("chunked after a tab", "Transfer-Encoding:\tchunked", "1\r\na\r\n0\r\n\r\n", "[a]"),
    post("chunked without a space before", "Transfer-Encoding:chunked", "1\r\na\r\n0\r\n\r\n", "[a]"),
    post("chunked before spaces", "Transfer-Encoding: chunked \t ", "1\r\na\r\n0\r\n\r\n", "[a]"),
    post("chunked in capitals", "TRANSFER-ENCODING: CHUNKED", "1\r\na\r\n0\r\n\r\n", "[a]"),
    post("chunks and no bytes", "Transfer-Encoding: chunked", "0\r\n\r\n", "[]"),
    post("sizes with zeros before", "Transfer-Encoding: chunked", "00001\r\na\r\n000000000000000\r\n\r\n", "[a]"),
    post("sizes in both letters", "Transfer-Encoding: chunked", "A\r\n0123456789\r\na\r\n0123456789\r\n0\r\n\r\n", "[01234567890123456789]"),
    post("extensions", "Transfer-Encoding: chunked", "1;a\r\na\r\n1 ; b = \"c;\\\"\"\r\nb\r\n0;d\r\n\r\n", "[ab]"),
    post("line breaks in chunks", "Transfer-Encoding: chunked", "7\r\n0\r\n\r\n\r\n\r\n0\r\n\r\n", "[0\r\n\r\n\r\n]"),
    post("trailers", "Transfer-Encoding: chunked", "1\r\na\r\n0\r\nB: c\r\nD:\te \r\n\r\n", "[a] B=c D=e"),
    post("trailers that look like a length", "Transfer-Encoding: chunked", "0\r\nContent_Length: 5\r\n\r\n", "[] Content_Length=5"),
    post("length named in Connection", "Connection: Content-Length\r\nContent-Length: 2", "ab", "[ab]"),
    AcceptedRequest("GET with a body", "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc", "GET / a [abc]"),
    AcceptedRequest("DELETE with chunks", "DELETE / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n", "DELETE / a [a]"),
    AcceptedRequest(
      "HTTP/1.0 with a length", "POST / HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\nContent-Length: 1\r\n\r\na", "POST / a [a]"),
    AcceptedRequest("HTTP/1.0 without Host", "GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n", "GET / - []"),
  ]

  static let heads: [AcceptedRequest] = [
    AcceptedRequest("four empty lines before", "\r\n\r\n\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", "GET / a []"),
    AcceptedRequest("an empty line before", "\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", "GET / a []"),
    AcceptedRequest("a later version", "GET / HTTP/1.9\r\nHost: a\r\n\r\n", "GET / a []"),
    AcceptedRequest("Host without a space before", "GET / HTTP/1.1\r\nhost:a:80\r\n\r\n", "GET / a:80 []"),
    AcceptedRequest("Host after a tab", "GET / HTTP/1.1\r\nHOST:\ta\t\r\n\r\n", "GET / a []"),
    AcceptedRequest("empty fields", "GET / HTTP/1.1\r\nHost: a\r\nX:\r\nY: \t \r\n\r\n", "GET / a []"),
    AcceptedRequest("names of every kind of character", "GET / HTTP/1.1\r\nHost: a\r\n!#$%&'*+-.^_`|~09azAZ: b\r\n\r\n", "GET / a []"),
    AcceptedRequest("values beyond ASCII", "GET / HTTP/1.1\r\nHost: a\r\nX: ä\u{80}\u{FFFF}\r\n\r\n", "GET / a []"),
    AcceptedRequest("a colon in a value", "GET / HTTP/1.1\r\nHost: a\r\nX: : b: c\r\n\r\n", "GET / a []"),
    AcceptedRequest("Connection with other options", "GET / HTTP/1.1\r\nHost: a\r\nConnection: , x,,keep-alive, close-not\r\n\r\n", "GET / a []"),
    AcceptedRequest("an upgrade that is not known", "GET / HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: h2c\r\n\r\n", "GET / a []"),
    AcceptedRequest("a method of small letters", "get / HTTP/1.1\r\nHost: a\r\n\r\n", "get / a []"),
    AcceptedRequest("an unknown method", "M-SEARCH / HTTP/1.1\r\nHost: a\r\n\r\n", "M-SEARCH / a []"),
    target("a query", "GET /a?b=c&d", "GET /a?b=c&d z []"),
    target("two question marks", "GET /a?b?c", "GET /a?b?c z []"),
    target("an empty query", "GET /a?", "GET /a? z []"),
    target("two slashes", "GET //a@b/", "GET //a@b/ z []"),
    target("dots", "GET /a/../b/./c", "GET /a/../b/./c z []"),
    target("encoded characters", "GET /%00%2F%2e%7E", "GET /%00%2F%2e%7E z []"),
    target("a lone percent in the query", "GET /?a=100%", "GET /?a=100% z []"),
    target("what browsers do not encode", "GET /a|b{c}^`?[d]", "GET /a|b{c}^`?[d] z []"),
    target("a URL in the path", "GET /http://b/", "GET /http://b/ z []"),
    target("absolute form of another host", "GET http://b:81/c?d", "GET /c?d b:81 []"),
    target("absolute form in capitals", "GET HTTP://B/", "GET / B []"),
    target("absolute form without a path", "GET http://b", "GET / b []"),
    target("absolute form with a query alone", "GET http://b?c", "GET /?c b []"),
    target("absolute form of an IPv6 address", "GET http://[::1]:80/", "GET / [::1]:80 []"),
    target("absolute form of https", "GET https://b/", "GET / b []"),
    target("asterisk form", "OPTIONS *", "OPTIONS * z []"),
    target("options of a path", "OPTIONS /a", "OPTIONS /a z []"),
    target("an absolute form with OPTIONS", "OPTIONS http://b", "OPTIONS * b []"),
  ]

  static let all = framing + heads
}
