/// Where a request goes: an `http` URL (RFC 9110, section 4.2.1) without user information and fragment.
struct TargetURL: Hashable, Sendable {
  /// A name, or an address; an IPv6 address without its brackets.
  let host: String
  let port: UInt16
  /// Path and query, as they stand in the request line; at least a slash.
  let target: String
  /// Host and port as they stand in the field `Host`.
  let authority: String

  /// Stands for a URL that could not be read, in a file that is refused.
  static let placeholder = TargetURL(host: "localhost", port: 80, target: "/", authority: "localhost")

  private init(host: String, port: UInt16, target: String, authority: String) {
    self.host = host
    self.port = port
    self.target = target
    self.authority = authority
  }

  init(parsing text: String) throws(TargetURLError) {
    let lowered = text.lowercased()
    if lowered.hasPrefix("https://") {
      throw TargetURLError("https is not spoken here yet; call an http address, such as a proxy beside this process that adds TLS")
    }
    guard lowered.hasPrefix("http://") else { throw TargetURLError("expected a URL that begins with http://") }
    guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !Self.excluded.contains($0) }) else {
      throw TargetURLError("a URL holds printable ASCII only; percent-encode everything else, such as a space as %20")
    }
    let rest = text.dropFirst("http://".count)
    guard !rest.contains("#") else { throw TargetURLError("a fragment (what follows #) is never sent; leave it out") }
    let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
    guard !rest[..<end].contains("@") else { throw TargetURLError("user name and password do not belong into a URL; send a header Authorization") }
    authority = String(rest[..<end])
    (host, port) = try Self.split(rest[..<end])
    target = (rest[end...].first == "/" ? "" : "/") + rest[end...]
  }

  private static func split(_ authority: Substring) throws(TargetURLError) -> (host: String, port: UInt16) {
    var host = authority
    var port = Substring()
    if authority.first == "[" {
      guard let close = authority.firstIndex(of: "]") else { throw TargetURLError("the bracket of an IPv6 address is not closed") }
      guard IPAddress(authority[authority.index(after: authority.startIndex)..<close])?.isIPv6 == true else {
        throw TargetURLError("\"\(authority[...close])\" is not an IPv6 address in brackets")
      }
      host = authority[authority.index(after: authority.startIndex)..<close]
      port = authority[authority.index(after: close)...]
      guard port.isEmpty || port.first == ":" else { throw TargetURLError("after an IPv6 address comes a colon and a port, or the path") }
    } else if let colon = authority.firstIndex(of: ":") {
      (host, port) = (authority[..<colon], authority[colon...])
    }
    guard (1...253).contains(host.utf8.count), authority.first == "[" || host.utf8.allSatisfy(isNameByte) else {
      throw TargetURLError(host.isEmpty ? "the host is missing" : "\"\(host)\" is not the name of a host")
    }
    if port.isEmpty { return (String(host), 80) }
    guard port.utf8.dropFirst().allSatisfy({ (0x30...0x39).contains($0) }), let number = UInt16(port.dropFirst()), number > 0 else {
      throw TargetURLError("\"\(port.dropFirst())\" is not a port from 1 to 65535")
    }
    return (String(host), number)
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
    case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"): true
    default: false
    }
  }

  /// What RFC 3986 allows nowhere in a URL.
  private static let excluded = Array("\"<>\\^`{|}".utf8)
}

extension TargetURL: CustomStringConvertible {
  var description: String { "http://\(authority)\(target)" }
}

/// Why a text is not such a URL, as a sentence without its full stop.
struct TargetURLError: Error, Equatable, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
