import Addresses
import TLS

/// URL that a request goes to: one whose scheme the client can speak, `http` or `https`.
///
/// ```swift
/// let url = try HTTPURL("https://example.com/readyz?verbose")
/// ```
public struct HTTPURL: Sendable, Hashable, CustomStringConvertible {
  private let url: WebURL

  /// Reads a URL. Throws `WebURLError` for what is none, or has another scheme; and for `https` where the system has no OpenSSL, so that a
  /// process that reads it from its settings finds out before it starts.
  public init(_ text: String) throws(WebURLError) {
    url = try WebURL(text)
    if !isSecure { return }
    do throws(TLSError) { try TLSLibrary.load() } catch { throw WebURLError(text, error.description) }
  }

  /// Whether the connection is made by TLS: the scheme is `https`.
  public var isSecure: Bool { url.scheme == .https }
  /// Name or address; an IPv6 address without its brackets.
  public var host: String { url.host }
  /// Port, 1 to 65535; 80 where the text has none, or 443 for `https`.
  public var port: UInt16 { url.port }
  /// Path and query as they stand in the request line (RFC 9112, section 3.2.1); at least a slash.
  public var target: String { url.target }
  /// Host and port as they stand in the field `Host`.
  public var authority: String { url.authority }
  /// Scheme, host and port: what comes before the target.
  public var origin: String { "\(url.scheme)://\(authority)" }
  /// Path from its slash on, without the query.
  public var path: String { url.path }

  /// The URL as text.
  public var description: String { url.description }
}
