import TestSupport
import Testing

@testable import HTTP

@Suite(.blocking) struct RequestHeadTests {
  @Test(arguments: RawRequest.all) func `what could be read in two ways is refused`(_ request: RawRequest) {
    #expect(refusal(of: request.raw) == request.refusal)
  }

  @Test(arguments: RawRequest.all) func `it is refused for the same reason wherever the bytes are cut`(_ request: RawRequest) throws {
    let raw = Array(request.raw.utf8)
    for end in 0..<raw.count {
      #expect(throws: request.refusal) { try parseHead(raw, growingTo: [end]) }
    }
    #expect(throws: request.refusal) { try parseHead(raw, growingTo: Array(0..<raw.count)) }
  }

  @Test func `no two requests of the table have the same name`() {
    let names = (RawRequest.all.map(\.name) + RawChunks.all.map(\.name) + AcceptedRequest.all.map(\.name)).sorted()
    for (name, next) in zip(names, names.dropFirst()) { #expect(name != next) }
  }

  static let accepted = [
    "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
    "\r\nGET /a/b?c=d&e HTTP/1.1\r\nHost: a.example:8080\r\nAccept: */*\r\nX-Long: \t a value, with spaces \t \r\n\r\n",
    "\r\n\r\n\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n",
    "POST http://b:1/p?q HTTP/1.1\r\nHost: a\r\nContent-Length: 12\r\nExpect: 100-Continue\r\n\r\n",
    "OPTIONS * HTTP/1.1\r\nhost: [::1]:80\r\nconnection: close, x\r\n\r\n",
    "PATCH /%7Ea HTTP/1.0\r\ncontent-length: 0\r\nconnection: Keep-Alive\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\nEmpty:\r\n\r\nrest",
  ]

  @Test(arguments: accepted) func `the same head comes out wherever the bytes are cut`(_ text: String) throws {
    let raw = Array(text.utf8)
    let whole = try #require(try parseHead(raw))
    for first in 0...raw.count {
      for second in [first, min(first + 1, raw.count), (first + raw.count) / 2] {
        #expect(try parseHead(raw, growingTo: [first, second]) == whole)
      }
    }
    #expect(try parseHead(raw, growingTo: Array(0..<raw.count)) == whole)
  }

  @Test func `method, target and fields are as sent`() throws {
    let parsed = try #require(try parseHead(Self.accepted[1]))
    #expect(parsed.method == .get)
    #expect(parsed.path == "/a/b")
    #expect(parsed.query == "c=d&e")
    #expect(parsed.headers == ["Host": "a.example:8080", "Accept": "*/*", "X-Long": "a value, with spaces"])
    #expect(parsed.head == RequestHeadParser.Head())
    #expect(parsed.length == Self.accepted[1].utf8.count)
  }

  @Test func `an absolute target replaces the host`() throws {
    let parsed = try #require(try parseHead(Self.accepted[3]))
    #expect(parsed.headers.values("host") == ["b:1"])
    #expect(parsed.path == "/p")
    #expect(parsed.query == "q")
    #expect(parsed.head.framing == .length(12))
    #expect(parsed.head.expectsContinue)
  }

  @Test(arguments: [("http://a", "/", nil), ("HTTP://a?b", "/", "b"), ("https://a:/x", "/x", nil)] as [(String, String, String?)])
  func `an absolute target may lack its path`(_ target: String, _ path: String, _ query: String?) throws {
    let parsed = try #require(try parseHead("GET \(target) HTTP/1.1\r\nHost: z\r\n\r\n"))
    #expect(parsed.path == path)
    #expect(parsed.query == query)
  }

  @Test func `versions and options say whether the connection goes on`() throws {
    let keeps = { (version: String, option: String) throws in
      try parseHead("GET / \(version)\r\nHost: a\r\n\(option)\r\n")?.head.keepsAlive
    }
    #expect(try keeps("HTTP/1.1", "") == true)
    #expect(try keeps("HTTP/1.9", "") == true)
    #expect(try keeps("HTTP/1.1", "Connection: close\r\n") == false)
    #expect(try keeps("HTTP/1.1", "Connection: x\r\nConnection: y , CLOSE\r\n") == false)
    #expect(try keeps("HTTP/1.1", "Connection: keep-alive, close\r\n") == false)
    #expect(try keeps("HTTP/1.0", "") == false)
    #expect(try keeps("HTTP/1.0", "Connection: keep-alive\r\n") == true)
    #expect(try keeps("HTTP/1.0", "Connection: keep-alive, close\r\n") == false)
  }

  @Test(arguments: ["a", "a.b-c_d~e", "127.0.0.1:80", "[::1]", "[::ffff:1.2.3.4]:443", "a:", "xn--nxasmq6b", "a%20b", "a(b)"])
  func `every form of a host is taken`(_ host: String) throws {
    #expect(try parseHead("GET / HTTP/1.1\r\nHost: \(host)\r\n\r\n")?.headers["host"] == host)
  }

  @Test func `each limit is met exactly and refused one beyond`() {
    let limits = MessageLimits(startLineBytes: 20, fieldCount: 3, fieldBytes: 40, bodyBytes: 100)
    let request = { (target: String, fields: String) in "GET \(target) HTTP/1.1\r\nHost: a\r\n\(fields)\r\n" }
    #expect(refusal(of: request("/234567", ""), limits: limits) == nil)
    #expect(refusal(of: request("/2345678", ""), limits: limits) == .targetTooLong)
    #expect(refusal(of: request("/", "a:b\r\nc:d\r\n"), limits: limits) == nil)
    #expect(refusal(of: request("/", "a:b\r\nc:d\r\ne:f\r\n"), limits: limits) == .tooManyFields)
    let field = { (count: Int) in "x:\(String(repeating: "y", count: count - 4))\r\n" }
    #expect(refusal(of: request("/", field(31)), limits: limits) == nil)
    #expect(refusal(of: request("/", field(32)), limits: limits) == .fieldsTooLarge)
    #expect(refusal(of: request("/", "content-length: 100\r\n"), limits: limits) == nil)
    #expect(refusal(of: request("/", "content-length: 101\r\n"), limits: limits) == .bodyTooLarge)
  }

  @Test func `a line or fields without end are refused before they end`() {
    let limits = MessageLimits(startLineBytes: 20, fieldBytes: 40)
    #expect(refusal(of: "GET /\(String(repeating: "a", count: 30))", limits: limits) == .targetTooLong)
    #expect(refusal(of: "GET / HTTP/1.1\r\nX: \(String(repeating: "a", count: 60))", limits: limits) == .fieldsTooLarge)
  }

  @Test func `bytes beyond ASCII in a value stay as they are`() throws {
    let raw = Array("GET / HTTP/1.1\r\nHost: a\r\nX: ".utf8) + [0xE4, 0xFF] + Array("\r\n\r\n".utf8)
    let headers = try #require(try parseHead(raw)).headers
    #expect(headers.withValue("x") { Array($0) } == [0xE4, 0xFF])
  }
}
