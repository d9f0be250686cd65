import Cryptography

/// Entity tag of a content (RFC 9110, section 8.8.3): the same bytes have the same tag, in every process.
enum ContentTag {
  static func of(_ bytes: [UInt8]) -> String { "\"\(Hexadecimal.encode(SHA256.digest(of: bytes).prefix(16)))\"" }

  /// Whether a request's `If-None-Match` names the tag (section 13.1.2): by weak comparison.
  static func matches(_ field: String, _ tag: String) -> Bool {
    field.split(separator: ",").map { part in
      let text = part.drop { $0 == " " }
      return text.hasPrefix("W/") ? text.dropFirst(2) : text
    }.contains { text in
      let end = text.lastIndex { $0 != " " }.map { text.index(after: $0) } ?? text.endIndex
      return text[..<end] == tag || text[..<end] == "*"
    }
  }
}
