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

  static func get(_ name: String, _ fields: String, _ refusal: Refusal) -> RawRequest {
    RawRequest(name, "GET / HTTP/1.1\r\nHost: a\r\n\(fields)\r\n\r\n", refusal)
  }

  static func post(_ name: String, _ fields: String, _ refusal: Refusal) -> RawRequest {
    RawRequest(name, "POST / HTTP/1.1\r\nHost: a\r\n\(fields)\r\n\r\n0\r\n\r\n", refusal)
  }

  static func line(_ name: String, _ line: String, _ refusal: Refusal) -> RawRequest {
    RawRequest(name, "\(line)\r\nHost: a\r\n\r\n", refusal)
  }

  static let all = lengths + codings + fields + hosts + startLines + targets + otherProtocols
}
