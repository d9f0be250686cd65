import Addresses

/// Reads a request's target (RFC 9112, section 3.2).
enum TargetParser {
  /// Gives the request its path and query. Returns where in `target` the authority is, if it is in absolute form.
  static func parse(_ target: UnsafeRawBufferPointer, into request: RequestStorage) throws(Refusal) -> Range<Int>? {
    guard let first = target.first else { throw .malformedStartLine }
    if first == UInt8(ascii: "/") {
      try check(target)
      request.setTarget(target)
      return nil
    }
    if first == UInt8(ascii: "*"), target.count == 1 {
      if request.method != .options { throw .invalidAsteriskForm }
      request.setTarget(target)
      return nil
    }
    return try parseAbsolute(target, into: request)
  }

  /// `http://host:port/path?query`. The path may be missing.
  private static func parseAbsolute(_ target: UnsafeRawBufferPointer, into request: RequestStorage) throws(Refusal) -> Range<Int> {
    guard let colon = target.firstIndex(of: UInt8(ascii: ":"), from: 0), colon + 3 < target.count,
      target[colon + 1] == UInt8(ascii: "/"), target[colon + 2] == UInt8(ascii: "/")
    else { throw .invalidTarget }
    let scheme = UnsafeRawBufferPointer(rebasing: target[..<colon])
    guard scheme.isEqualIgnoringCase(to: "http") || scheme.isEqualIgnoringCase(to: "https") else { throw .invalidTarget }
    let start = colon + 3
    var end = start
    while end < target.count, target[end] != UInt8(ascii: "/"), target[end] != UInt8(ascii: "?") { end += 1 }
    guard Authority.isValid(UnsafeRawBufferPointer(rebasing: target[start..<end])) else { throw .invalidTarget }
    let pathAndQuery = UnsafeRawBufferPointer(rebasing: target[end...])
    try check(pathAndQuery)
    if pathAndQuery.isEmpty, request.method == .options {
      // The server as a whole (RFC 9112, section 3.2.4).
      request.setTarget(path: "*", query: nil)
    } else if pathAndQuery.first == UInt8(ascii: "/") {
      request.setTarget(pathAndQuery)
    } else {
      request.setTarget(rootBefore: pathAndQuery)
    }
    return start..<end
  }

  /// Every character must be one of a target, and a `%` of the path be followed by two digits. (Browsers send a lone `%` in queries.)
  @inline(__always) private static func check(_ target: UnsafeRawBufferPointer) throws(Refusal) {
    var isPath = true
    for (place, byte) in target.enumerated() {
      if !ByteClass.isTarget(byte) { throw .invalidTarget }
      if byte == UInt8(ascii: "?") { isPath = false }
      if byte == UInt8(ascii: "%"), isPath, !target.isPercentEncoded(at: place) { throw .invalidTarget }
    }
  }
}
