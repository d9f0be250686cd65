import Testing

@testable import HTTP

/// A chunked body as bytes, with what it is refused for.
struct RawChunks: CustomTestStringConvertible, Sendable {
  let name: String
  let raw: String
  let refusal: Refusal

  var testDescription: String { name }

  init(_ name: String, _ raw: String, _ refusal: Refusal) {
    self.name = name
    self.raw = raw
    self.refusal = refusal
  }

  static let all: [RawChunks] =
    [
      RawChunks("no size", "\r\n", .invalidChunkSize),
      RawChunks("size that is no number", "g\r\n", .invalidChunkSize),
      RawChunks("negative size", "-1\r\n", .invalidChunkSize),
      RawChunks("size with a sign", "+1\r\n", .invalidChunkSize),
      RawChunks("size with a prefix", "0x1\r\n", .invalidChunkSize),
      RawChunks("size with an underscore", "1_0\r\n", .invalidChunkSize),
      RawChunks("space before the size", " 1\r\n", .invalidChunkSize),
      RawChunks("size of 64 bits", "ffffffffffffffff\r\n", .invalidChunkSize),
      RawChunks("size of 65 bits", "10000000000000005\r\n", .invalidChunkSize),
      RawChunks("size with many zeros", "0000000000000001\r\na\r\n", .invalidChunkSize),
      RawChunks("size beyond the limit", "fffffffffffffff\r\n", .bodyTooLarge),
      RawChunks("space after the size", "1 \r\na\r\n", .invalidChunkExtension),
      RawChunks("size ended by LF", "1\na\r\n", .invalidChunkSize),
      RawChunks("size ended by CR", "1\ra\r\n", .bareLineBreak),
      RawChunks("data ended by LF", "1\r\na\n0\r\n\r\n", .invalidChunkEnd),
      RawChunks("data ended by CR", "1\r\na\r0\r\n\r\n", .invalidChunkEnd),
      RawChunks("data longer than its size", "1\r\nab\r\n0\r\n\r\n", .invalidChunkEnd),
      RawChunks("data shorter than its size", "3\r\na\r\n0\r\n\r\n", .invalidChunkEnd),
      RawChunks("LF in an extension", "1;a\nb\r\na\r\n", .invalidChunkExtension),
      RawChunks("CR in an extension", "1;a\rb\r\na\r\n", .bareLineBreak),
      RawChunks("NUL in an extension", "1;a\0b\r\na\r\n", .invalidChunkExtension),
      RawChunks("extension without name", "1;\r\na\r\n", .invalidChunkExtension),
      RawChunks("extension without value", "1;a=\r\na\r\n", .invalidChunkExtension),
      RawChunks("extension with two names", "1;a b\r\na\r\n", .invalidChunkExtension),
      RawChunks("extension without semicolon", "1 a\r\na\r\n", .invalidChunkExtension),
      RawChunks("extension with an open quote", "1;a=\"b\r\n", .invalidChunkExtension),
      RawChunks("extension with an LF in quotes", "1;a=\"\n\"\r\na\r\n", .invalidChunkExtension),
      RawChunks("extension with text after its quotes", "1;a=\"b\"c\r\na\r\n", .invalidChunkExtension),
      RawChunks("extensions without end", "1;\(String(repeating: "a", count: 5000))", .invalidChunkExtension),
      RawChunks(
        "small extensions without end", String(repeating: "1;\(String(repeating: "a", count: 100))\r\na\r\n", count: 60), .invalidChunkExtension),
      RawChunks("length in a trailer", "0\r\nContent-Length: 5\r\n\r\n", .forbiddenTrailer),
      RawChunks("coding in a trailer", "0\r\nTransfer-Encoding: chunked\r\n\r\n", .forbiddenTrailer),
      RawChunks("host in a trailer", "0\r\nHost: b\r\n\r\n", .forbiddenTrailer),
      RawChunks("folded trailer", "0\r\nA: b\r\n c\r\n\r\n", .foldedField),
      RawChunks("space before the colon of a trailer", "0\r\nA : b\r\n\r\n", .invalidFieldName),
      RawChunks("lone LF in the trailers", "0\r\nA: b\n\r\n", .bareLineBreak),
      RawChunks("lone LF after the trailers", "0\r\n\n", .bareLineBreak),
      RawChunks("trailers beyond the limit", "0\r\nA: \(String(repeating: "b", count: 40_000))\r\n\r\n", .fieldsTooLarge),
      RawChunks("too many trailers", "0\r\n\(String(repeating: "A: b\r\n", count: 101))\r\n", .tooManyFields),
      RawChunks("empty line before the size", "\r\n1\r\na\r\n", .invalidChunkSize),
      RawChunks("size in other digits", "１\r\na\r\n", .invalidChunkSize),
      RawChunks("size with a vertical tab", "1\u{0B}\r\na\r\n", .invalidChunkSize),
      RawChunks("size with a NUL", "1\0\r\na\r\n", .invalidChunkSize),
      RawChunks("size with a fraction", "1.0\r\na\r\n", .invalidChunkSize),
      RawChunks("size with a comma", "1,1\r\na\r\n", .invalidChunkSize),
      RawChunks("size in quotes", "\"1\"\r\na\r\n", .invalidChunkSize),
      RawChunks("size of 63 bits", "7fffffffffffffff\r\n", .invalidChunkSize),
      RawChunks("size of 63 bits and one", "8000000000000000\r\n", .invalidChunkSize),
      RawChunks("last size with a prefix", "0x0\r\n\r\n", .invalidChunkSize),
      RawChunks("last size with a space after", "0 \r\n\r\n", .invalidChunkExtension),
      RawChunks("last size ended by LF", "0\n\r\n", .invalidChunkSize),
      RawChunks("last size ended by two CRs", "0\r\r\n\r\n", .bareLineBreak),
      RawChunks("last size and a line of its own", "0\r\n\rX", .bareLineBreak),
      RawChunks("size ended by two CRs", "1\r\r\na\r\n", .bareLineBreak),
      RawChunks("size ended by LF CR", "1\n\ra\r\n", .invalidChunkSize),
      RawChunks("tab after the size", "1\t\r\na\r\n", .invalidChunkExtension),
      RawChunks("data ended by LF CR", "1\r\na\n\r0\r\n\r\n", .invalidChunkEnd),
      RawChunks("data ended by nothing", "1\r\na0\r\n\r\n", .invalidChunkEnd),
      RawChunks("data ended by two CRs", "1\r\na\r\r\n0\r\n\r\n", .invalidChunkEnd),
      RawChunks("no data", "1\r\n\r\n0\r\n\r\n", .invalidChunkEnd),
      RawChunks("two semicolons", "1;;a\r\na\r\n", .invalidChunkExtension),
      RawChunks("semicolon last", "1;a;\r\na\r\n", .invalidChunkExtension),
      RawChunks("extension of a value alone", "1;=b\r\na\r\n", .invalidChunkExtension),
      RawChunks("extension of two equals signs", "1;a==b\r\na\r\n", .invalidChunkExtension),
      RawChunks("extension of two values", "1;a=b=c\r\na\r\n", .invalidChunkExtension),
      RawChunks("extension beyond ASCII", "1;ä\r\na\r\n", .invalidChunkExtension),
      RawChunks("extension with a CR LF in quotes", "1;a=\"\r\n\"\r\na\r\n", .invalidChunkExtension),
      RawChunks("extension with an escaped CR LF", "1;a=\"\\\r\n\"\r\na\r\n", .invalidChunkExtension),
      RawChunks("extension with a NUL in quotes", "1;a=\"\0\"\r\na\r\n", .invalidChunkExtension),
      RawChunks("extension ended by LF", "1;a=b\na\r\n0\r\n\r\n", .invalidChunkExtension),
      RawChunks("request in an extension", "1;a\nGET /smuggled HTTP/1.1\r\na\r\n", .invalidChunkExtension),
      RawChunks("trailer without colon", "0\r\nA\r\n\r\n", .invalidFieldName),
      RawChunks("trailer without name", "0\r\n: b\r\n\r\n", .invalidFieldName),
      RawChunks("NUL in a trailer", "0\r\nA: \0\r\n\r\n", .invalidFieldValue),
      RawChunks("lone CR in a trailer", "0\r\nA: b\rC: d\r\n\r\n", .bareLineBreak),
      RawChunks("a request in the trailers", "0\r\nGET /smuggled HTTP/1.1\r\n\r\n", .invalidFieldName),
      RawChunks("space before the first trailer", "0\r\n A: b\r\n\r\n", .foldedField),
    ]
    + ["Connection", "Expect", "Trailer", "TE", "Upgrade", "CONTENT-LENGTH"].map {
      RawChunks("\($0) in a trailer", "0\r\n\($0): 5\r\n\r\n", .forbiddenTrailer)
    }
}
