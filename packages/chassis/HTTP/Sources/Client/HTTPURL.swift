import IO

/// Where a request goes: an `http` URL (RFC 9110, section 4.2.1), without user information and fragment.
///
/// ```swift
/// let url = try HTTPURL("http://127.0.0.1:9000/readyz?verbose")
/// ```
public struct HTTPURL: Sendable, Hashable, CustomStringConvertible {
  /// A name or an address; an IPv6 address without its brackets.
  public let host: String
  public let port: UInt16
  /// Path and query as they stand in the request line; at least a slash.
  public let target: String
  /// Host and port as they stand in the field `Host`.
  public let authority: String

  /// From its slash, without the query.
  public var path: String { String(target.prefix { $0 != "?" }) }

  public var description: String { "http://\(authority)\(target)" }

  public init(_ text: String) throws(HTTPURLError) {
    let scheme = text.prefix { $0 != ":" }.lowercased()
    if scheme == "https" {
      throw HTTPURLError(text, "https is not spoken here; call an http address, such as a proxy beside this process that adds TLS")
    }
    guard scheme == "http", text.dropFirst(4).hasPrefix("://") else { throw HTTPURLError(text, "expected a URL that begins with http://") }
    guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !Self.excluded.contains($0) }) else {
      throw HTTPURLError(text, "a URL holds printable ASCII only; percent-encode everything else, such as a space as %20")
    }
    let rest = text.dropFirst("http://".count)
    if rest.contains("#") { throw HTTPURLError(text, "a fragment (what follows #) is never sent; leave it out") }
    let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
    if rest[..<end].contains("@") { throw HTTPURLError(text, "user name and password do not belong into a URL; send a field Authorization") }
    authority = String(rest[..<end])
    target = (rest[end...].first == "/" ? "" : "/") + rest[end...]
    (host, port) = try Self.split(rest[..<end], of: text)
  }

  private static func split(_ authority: Substring, of text: String) throws(HTTPURLError) -> (host: String, port: UInt16) {
    var authority = authority
    let isValid = authority.withUTF8 { Authority.isValid(UnsafeRawBufferPointer($0)) }
    // The brackets of an address have colons within; the port's is the one after them.
    let colon = authority.lastIndex(of: ":").flatMap { authority[$0...].contains("]") ? nil : $0 }
    let name = authority[..<(colon ?? authority.endIndex)]
    let host = name.hasPrefix("[") ? name.dropFirst().dropLast() : name
    guard isValid, (1...253).contains(host.utf8.count), !name.contains("%") else {
      throw HTTPURLError(text, "\"\(authority)\" is not a host with an optional port")
    }
    if name.hasPrefix("["), !host.contains(":") || SocketAddress("\(name):0") == nil {
      throw HTTPURLError(text, "\"\(name)\" is not an IPv6 address in brackets")
    }
    let digits = colon.map { authority[authority.index(after: $0)...] } ?? ""
    guard digits.isEmpty || digits.contains(where: { $0 != "0" }) else { throw HTTPURLError(text, "a port is a number from 1 to 65535") }
    return (String(host), digits.isEmpty ? 80 : UInt16(digits) ?? 80)
  }

  /// What RFC 3986 allows nowhere in a URL.
  private static let excluded = Array(#""<>\^`{|}"#.utf8)
}

/// Why a text is not a URL that can be called.
public struct HTTPURLError: Error, Equatable, CustomStringConvertible {
  public let text: String
  /// As a sentence without its full stop.
  public let reason: String

  init(_ text: String, _ reason: String) {
    self.text = text
    self.reason = reason
  }

  public var description: String { "\"\(text)\": \(reason)" }
}
