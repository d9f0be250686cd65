/// A route's pattern, read: `/runs/{id}/files/{rest...}`.
struct RoutePattern {
  enum Segment: Hashable {
    /// Compared byte for byte with what the request has, percent-encoding included.
    case literal(String)
    case parameter
    /// All that remains; only at the end.
    case catchAll
  }

  let segments: [Segment]
  /// The names of the parameters, in order.
  let names: [String]

  /// Throws a sentence that says what is wrong.
  init(_ pattern: String) throws(RouteMistake) {
    guard pattern.utf8.first == UInt8(ascii: "/") else { throw RouteMistake("expected a pattern that begins with \"/\"") }
    var segments: [Segment] = []
    var names: [String] = []
    let parts = pattern.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      let isLast = index == parts.count - 1
      guard part.first == "{" else {
        if part.isEmpty, !isLast { throw RouteMistake("an empty segment stands only at the end") }
        try Self.checkLiteral(part)
        segments.append(.literal(String(part)))
        continue
      }
      guard part.last == "}" else { throw RouteMistake("\"\(part)\": a parameter is a segment of its own: {name}") }
      var name = part.dropFirst().dropLast()
      let isCatchAll = name.hasSuffix("...")
      if isCatchAll { name = name.dropLast(3) }
      if isCatchAll, !isLast { throw RouteMistake("\"\(part)\" takes all that remains, and nothing can follow it") }
      guard !name.isEmpty, name.utf8.allSatisfy({ $0.isLetterOrDigit || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") }) else {
        throw RouteMistake("\"\(part)\": a parameter's name is of letters, digits, \"_\" and \"-\"")
      }
      if names.contains(String(name)) { throw RouteMistake("two parameters are called \"\(name)\"") }
      if names.count == RouteTree.maximumParameters { throw RouteMistake("more than \(RouteTree.maximumParameters) parameters") }
      names.append(String(name))
      segments.append(isCatchAll ? .catchAll : .parameter)
    }
    self.segments = segments
    self.names = names
  }

  private static func checkLiteral(_ part: Substring) throws(RouteMistake) {
    if part == "." || part == ".." { throw RouteMistake("\"\(part)\" is never matched: requests with it are refused") }
    for byte in part.utf8 where !byte.isLetterOrDigit && !"-._~!$&'()*+,;=:@%".utf8.contains(byte) {
      throw RouteMistake("\"\(part)\": a literal segment is compared as sent; write what is no path character percent-encoded")
    }
  }
}

struct RouteMistake: Error {
  let text: String
  init(_ text: String) { self.text = text }
}

extension UInt8 {
  var isLetterOrDigit: Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self)
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self)
  }
}
