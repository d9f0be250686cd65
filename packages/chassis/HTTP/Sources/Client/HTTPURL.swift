import Addresses

/// URL that a request goes to: one whose scheme the client speaks, which is `http` alone.
///
/// ```swift
/// let url = try HTTPURL("http://127.0.0.1:9000/readyz?verbose")
/// ```
public struct HTTPURL: Sendable, Hashable, CustomStringConvertible {
  private let url: WebURL

  /// Reads a URL. Throws `WebURLError` for what is none, or has another scheme.
  public init(_ text: String) throws(WebURLError) {
    url = try WebURL(text)
    if url.scheme == .https {
      throw WebURLError(text, "https is not spoken here; call an http address, such as a proxy beside this process that adds TLS")
    }
  }

  /// Name or address; an IPv6 address without its brackets.
  public var host: String { url.host }
  /// Port, 1 to 65535; 80 where the text has none.
  public var port: UInt16 { url.port }
  /// Path and query as they stand in the request line (RFC 9112, section 3.2.1); at least a slash.
  public var target: String { url.target }
  /// Host and port as they stand in the field `Host`.
  public var authority: String { url.authority }
  /// Path from its slash on, without the query.
  public var path: String { url.path }

  /// The URL as text.
  public var description: String { url.description }
}
