/// Wall against what other sites make a browser send here, for a server without a login, such as one on loopback.
///
/// - The host must be one of those it is known by: a name that somebody else points at this address (DNS rebinding) is not.
/// - A browser says where a request comes from (`Sec-Fetch-Site`, or `Origin`). What changes anything must come from a page of this
///   server; what only reads may also come from the address bar or a link, as a page of its own, and not from another site's code.
///
/// Programs send neither field, and pass.
public struct SameOrigin: Middleware {
  private let hosts: Set<String>

  /// Names of this machine for itself.
  public static let loopback = ["localhost", "127.0.0.1", "[::1]"]

  /// Makes the middleware.
  /// - Parameter hosts: names or addresses without a port, an IPv6 address in brackets. With any port they are this server.
  public init(hosts: [String] = loopback) { self.hosts = Set(hosts.map { $0.lowercased() }) }

  /// Has `next` answer what is not refused: 421 for another host, 403 for what another site sends.
  public func respond(to request: Request, next: Handler) async throws -> Response {
    let host = request.headers["host"] ?? ""
    guard hosts.contains(Self.name(host)) else {
      return Problem(.misdirectedRequest, "this server is not known as \"\(host)\"; it answers to \(hosts.sorted().joined(separator: ", "))").response
    }
    if let refusal = refusal(of: request, host) { return Problem(.forbidden, refusal).response }
    return try await next(request)
  }

  private func refusal(of request: Request, _ host: String) -> String? {
    if let site = request.headers["sec-fetch-site"] {
      if site == "same-origin" { return nil }
      let isNavigation = request.headers["sec-fetch-mode"] == "navigate" && request.headers["sec-fetch-dest"] == "document"
      if request.method == .get || request.method == .head, site == "none" || isNavigation { return nil }
      return "a browser sent this for another site (Sec-Fetch-Site: \(site))"
    }
    guard let origin = request.headers["origin"] else { return nil }
    if origin.lowercased() == "http://\(host.lowercased())" || origin.lowercased() == "https://\(host.lowercased())" { return nil }
    return "a browser sent this for another site (Origin: \(origin))"
  }

  /// The host without its port.
  private static func name(_ host: String) -> String {
    let host = host.lowercased()
    if host.hasPrefix("["), let end = host.firstIndex(of: "]") { return String(host[...end]) }
    return host.split(separator: ":", omittingEmptySubsequences: false).first.map(String.init) ?? ""
  }
}
