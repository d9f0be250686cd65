import Addresses

/// The URL that a request goes to: one whose scheme the client speaks, which is `http` alone.
///
/// ```swift
/// let url = try HTTPURL("http://127.0.0.1:9000/readyz?verbose")
/// ```
public struct HTTPURL: Sendable, Hashable, CustomStringConvertible {
  private let url: WebURL

  public init(_ text: String) throws(WebURLError) {
    url = try WebURL(text)
    if url.scheme == .https {
      throw WebURLError(text, "https is not spoken here; call an http address, such as a proxy beside this process that adds TLS")
    }
  }

  /// A name or an address; an IPv6 address without its brackets.
  public var host: String { url.host }
  /// 1 to 65535.
  public var port: UInt16 { url.port }
  /// Path and query as they stand in the request line; at least a slash.
  public var target: String { url.target }
  /// Host and port as they stand in the field `Host`.
  public var authority: String { url.authority }
  /// The path from its slash on, without the query.
  public var path: String { url.path }

  public var description: String { url.description }
}
