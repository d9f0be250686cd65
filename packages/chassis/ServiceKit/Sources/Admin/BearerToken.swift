import Cryptography
import HTTP

/// The middleware that passes on only requests with the token (RFC 6750, section 2.1).
struct BearerToken: Middleware {
  private let expected: [UInt8]

  init(_ token: Secret) { expected = Array(token.value.utf8) }

  func respond(to request: Request, next: Handler) async throws -> Response {
    let values = request.headers.values("authorization")
    guard values.count == 1, let token = Self.token(in: values[0]), ConstantTime.areEqual(token, expected) else {
      throw Problem(
        .unauthorized, "administration asks for the token of ADMIN_TOKEN: Authorization: Bearer …",
        fields: [(name: "www-authenticate", value: "Bearer")])
    }
    return try await next(request)
  }

  private static func token(in value: String) -> [UInt8]? {
    let parts = value.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
    guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
    return Array(parts[1].utf8.drop { $0 == 0x20 })
  }
}
