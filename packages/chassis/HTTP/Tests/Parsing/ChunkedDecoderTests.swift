import TestSupport
import Testing

@testable import HTTP

@Suite(.blocking) struct ChunkedDecoderTests {
  @Test(arguments: RawChunks.all) func `a malformed body is refused`(_ chunks: RawChunks) {
    #expect(refusal(ofChunks: chunks.raw) == chunks.refusal)
  }

  @Test(arguments: RawChunks.all) func `a malformed body is never complete, however it is cut`(_ chunks: RawChunks) {
    let raw = Array(chunks.raw.utf8)
    for end in stride(from: 0, to: raw.count, by: max(1, raw.count / 100)) {
      #expect(throws: chunks.refusal) { try decodeChunks(raw, growingTo: [end]) }
    }
  }

  static let bodies: [(raw: String, body: String, trailers: Headers)] = [
    ("0\r\n\r\n", "", [:]),
    ("1\r\na\r\n0\r\n\r\n", "a", [:]),
    ("A\r\n0123456789\r\nb\r\n0123456789a\r\n000\r\n\r\n", "01234567890123456789a", [:]),
    ("3;a;b=c\r\nx\r\n\r\n2 ; b = \"e;\\\"f\" ;g\r\nyz\r\n0;h\r\nTrailer-A: b\r\nC:d\r\n\r\n", "x\r\nyz", ["trailer-a": "b", "c": "d"]),
  ]

  @Test(arguments: bodies.indices) func `the same body comes out wherever the bytes are cut`(_ index: Int) throws {
    let (text, body, trailers) = Self.bodies[index]
    let raw = Array(text.utf8)
    let expected = DecodedBody(bytes: Array(body.utf8), trailers: trailers, isComplete: true, consumed: raw.count)
    #expect(try decodeChunks(raw + Array("GET ".utf8)) == expected)
    for first in 0...raw.count {
      #expect(try decodeChunks(raw, growingTo: [first]) == expected)
    }
    #expect(try decodeChunks(raw, growingTo: Array(0..<raw.count)) == expected)
  }

  @Test func `the limit holds for all chunks together`() {
    let limits = MessageLimits(bodyBytes: 4)
    #expect(refusal(ofChunks: "2\r\nab\r\n2\r\ncd\r\n0\r\n\r\n", limits: limits) == nil)
    #expect(refusal(ofChunks: "2\r\nab\r\n3\r\n", limits: limits) == .bodyTooLarge)
  }
}
