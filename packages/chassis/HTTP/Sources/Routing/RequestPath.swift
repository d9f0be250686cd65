import Addresses

/// What is asked of a request's path before it is matched.
///
/// Paths are matched as sent: no segment is removed, joined or decoded first, so that what a proxy in front has judged is what is matched
/// here. A literal segment is equal byte for byte; `/a` and `/a/` are two paths; a `%2F` never separates segments. Decoded are only
/// the values of parameters, after the match.
enum RequestPath {
  /// Why the path is refused with 400; `nil` where it is not.
  static func flaw(of path: UnsafeRawBufferPointer) -> String? {
    guard path.first == UInt8(ascii: "/") else { return "expected a path that begins with \"/\"" }
    var hasEscapes = false
    var previous: UInt8 = 0
    var mayHaveDots = false
    for byte in path {
      if byte == UInt8(ascii: "%") { hasEscapes = true }
      if byte == UInt8(ascii: "."), previous == UInt8(ascii: "/") { mayHaveDots = true }
      previous = byte
    }
    if hasEscapes { return flaw(ofEscaped: path) }
    return mayHaveDots && hasDotSegment(path) ? dotSegment : nil
  }

  private static let dotSegment = "the path has a segment \".\" or \"..\"; send it resolved"

  private static func flaw(ofEscaped path: UnsafeRawBufferPointer) -> String? {
    guard let decoded = PercentEncoding.bytes(of: path) else {
      return "the path has a \"%\" that is not followed by two hexadecimal digits"
    }
    if decoded.contains(0) { return "the path has an encoded NUL" }
    if String(validating: decoded, as: UTF8.self) == nil { return "the path, decoded, is not UTF-8" }
    // Split after decoding too: "%2e%2e" is a dot segment, and "..%2f" would be one for whoever decodes before splitting.
    return decoded.withUnsafeBytes(hasDotSegment) ? dotSegment : nil
  }

  private static func hasDotSegment(_ path: UnsafeRawBufferPointer) -> Bool {
    path.split(separator: UInt8(ascii: "/")).contains { segment in segment.count <= 2 && segment.allSatisfy { $0 == UInt8(ascii: ".") } }
  }
}
