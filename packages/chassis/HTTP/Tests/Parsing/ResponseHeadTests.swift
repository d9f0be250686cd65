import Testing

@testable import HTTP

@Suite struct ResponseHeadTests {
  private func parse(_ raw: String, answering method: Method = .get, growingTo ends: [Int] = []) throws(Refusal) -> (
    head: ResponseHeadParser.Head, length: Int
  )? {
    var parser = ResponseHeadParser(answering: method, limits: MessageLimits())
    let bytes = Array(raw.utf8)
    for end in ends + [bytes.count] {
      let result = Array(bytes[..<end]).withUnsafeBytes { bytes in Result { () throws(Refusal) in try parser.parse(bytes) } }
      if let head = try result.get() { return head }
    }
    return nil
  }

  @Test func `a head comes out the same wherever it is cut`() throws {
    let raw = "HTTP/1.1 404 Not Found\r\nContent-Length: 3\r\nX: y\r\n\r\n"
    for end in 0...raw.utf8.count {
      let (head, length) = try #require(try parse(raw, growingTo: [end]))
      #expect(head.status == .notFound && head.framing == .length(3) && head.headers == ["content-length": "3", "x": "y"])
      #expect(length == raw.utf8.count && head.keepsAlive)
    }
  }

  @Test func `the body ends as request, status and fields say`() throws {
    let framing = { (raw: String, method: Method) throws in try parse(raw, answering: method)?.head.framing }
    #expect(try framing("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n", .head) == MessageFraming.none)
    #expect(try framing("HTTP/1.1 204 \r\n\r\n", .get) == MessageFraming.none)
    #expect(try framing("HTTP/1.1 304\r\nContent-Length: 3\r\n\r\n", .get) == MessageFraming.none)
    #expect(try framing("HTTP/1.1 100 Continue\r\n\r\n", .post) == MessageFraming.none)
    #expect(try framing("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", .get) == .chunked)
    #expect(try framing("HTTP/1.1 200 OK\r\n\r\n", .get) == .untilClose)
    #expect(try parse("HTTP/1.1 200 OK\r\n\r\n")?.head.keepsAlive == false)
  }

  @Test(
    arguments: [
      ("HTTP/1.1 20 OK\r\n\r\n", .malformedStartLine), ("HTTP/1.1 2000 OK\r\n\r\n", .malformedStartLine),
      ("HTTP/1.1 099 OK\r\n\r\n", .malformedStartLine), ("HTTP/2.0 200 OK\r\n\r\n", .unsupportedVersion), ("nonsense\r\n\r\n", .malformedStartLine),
      ("HTTP/1.1 200 OK\n\r\n", .bareLineBreak), ("HTTP/1.1 200 OK\r\nA : b\r\n\r\n", .invalidFieldName),
      ("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", .repeatedContentLength),
      ("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", .contentLengthAndTransferEncoding),
    ] as [(String, Refusal)]) func `a malformed head is refused`(_ raw: String, _ expected: Refusal)
  {
    #expect(throws: expected) { try parse(raw) }
  }
}
