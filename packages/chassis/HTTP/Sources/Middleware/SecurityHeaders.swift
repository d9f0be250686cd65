/// Fields that tell a browser to trust a page no further than it must. One that a handler has set is kept.
public struct SecurityHeaders: Middleware {
  private let fields: [(name: String, value: String)]

  /// Policy that allows everything from the page's own origin and nothing else, and no other page to frame it.
  public static let strictPolicy =
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"

  /// Makes the middleware.
  /// - Parameter contentSecurityPolicy: what the pages may load (CSP level 3).
  public init(contentSecurityPolicy: String = strictPolicy) {
    fields = [
      (name: "content-security-policy", value: contentSecurityPolicy),
      (name: "x-content-type-options", value: "nosniff"),
      (name: "x-frame-options", value: "DENY"),
      (name: "referrer-policy", value: "no-referrer"),
      (name: "cross-origin-opener-policy", value: "same-origin"),
      (name: "cross-origin-resource-policy", value: "same-origin"),
    ]
  }

  /// Has `next` answer, and adds the fields that are missing.
  public func respond(to request: Request, next: Handler) async throws -> Response {
    var response = try await next(request)
    for field in fields where !response.headers.contains(field.name) { response.headers.append(field.name, field.value) }
    return response
  }
}
