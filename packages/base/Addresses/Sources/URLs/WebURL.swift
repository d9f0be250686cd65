/// An absolute `http` or `https` URL (RFC 9110, section 4.2), without user information and fragment.
///
/// ```swift
/// let url = try WebURL("https://example.com/readyz?verbose")
/// url.port                                            // 443
/// ```
public struct WebURL: Hashable, Sendable, CustomStringConvertible {
  public enum Scheme: String, Sendable {
    case http, https

    /// The port of URLs that name none.
    public var defaultPort: UInt16 {
      switch self {
      case .http: 80
      case .https: 443
      }
    }
  }

  public let scheme: Scheme
  /// A name or an address; an IPv6 address without its brackets.
  public let host: String
  /// 1 to 65535.
  public let port: UInt16
  /// Path and query as they stand in the request line; at least a slash.
  public let target: String
  /// Host and port as they stand in the URL, and in the field `Host`.
  public let authority: String

  /// The path from its slash on, without the query.
  public var path: String { String(target.prefix { $0 != "?" }) }

  public var description: String { "\(scheme)://\(authority)\(target)" }

  public init(_ text: String) throws(WebURLError) {
    let name = text.prefix { $0 != ":" }
    guard let scheme = Scheme(rawValue: name.lowercased()), text[name.endIndex...].hasPrefix("://") else {
      throw WebURLError(text, "expected a URL that begins with http:// or https://")
    }
    guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !Self.excluded.contains($0) }) else {
      throw WebURLError(text, "a URL holds printable ASCII only; percent-encode everything else, such as a space as %20")
    }
    let rest = text[name.endIndex...].dropFirst("://".count)
    if rest.contains("#") { throw WebURLError(text, "a fragment (what follows #) is never sent; leave it out") }
    let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
    if rest[..<end].contains("@") { throw WebURLError(text, "user name and password do not belong into a URL; send a field Authorization") }
    self.scheme = scheme
    authority = String(rest[..<end])
    target = (rest[end...].first == "/" ? "" : "/") + rest[end...]
    let (host, port) = try Self.split(rest[..<end], of: text)
    self.host = host
    self.port = port ?? scheme.defaultPort
  }

  /// - Returns: no port where there is none, or nothing behind its colon.
  private static func split(_ authority: Substring, of text: String) throws(WebURLError) -> (host: String, port: UInt16?) {
    var authority = authority
    let isValid = authority.withUTF8 { Authority.isValid(UnsafeRawBufferPointer($0)) }
    // The brackets of an address have colons within; the port's is the one after them.
    let colon = authority.lastIndex(of: ":").flatMap { authority[$0...].contains("]") ? nil : $0 }
    let name = authority[..<(colon ?? authority.endIndex)]
    let host = name.hasPrefix("[") ? name.dropFirst().dropLast() : name
    guard isValid, (1...253).contains(host.utf8.count), !name.contains("%") else {
      throw WebURLError(text, "\"\(authority)\" is not a host with an optional port")
    }
    if name.hasPrefix("["), IPAddress(host)?.isIPv6 != true { throw WebURLError(text, "\"\(name)\" is not an IPv6 address in brackets") }
    let digits = colon.map { authority[authority.index(after: $0)...] } ?? ""
    guard digits.isEmpty || digits.contains(where: { $0 != "0" }) else { throw WebURLError(text, "a port is a number from 1 to 65535") }
    return (String(host), PortNumber.parse(digits))
  }

  /// Characters that RFC 3986 allows nowhere in a URL.
  private static let excluded = Array(#""<>\^`{|}"#.utf8)
}

/// Reason why a text is not a URL.
public struct WebURLError: Error, Equatable, CustomStringConvertible {
  public let text: String
  /// A sentence without its full stop.
  public let reason: String

  public init(_ text: String, _ reason: String) {
    self.text = text
    self.reason = reason
  }

  public var description: String { "\"\(text)\": \(reason)" }
}
