import Telemetry

/// Gives each request a name that its client, the log and the services behind share: the header `x-request-id`, taken from the
/// client where it is harmless text, else the trace's id.
public struct RequestID: Middleware {
  /// The name of the request that the running task answers.
  @TaskLocal public static var current: String?

  static let field = "x-request-id"

  public init() {}

  public func respond(to request: Request, next: Handler) async throws -> Response {
    let id = request.headers[Self.field].flatMap(Self.checked) ?? (TraceContext.current ?? .root(isSampled: false)).traceID.description
    var response = try await Logger.with(["request_id": .string(id)]) {
      try await Self.$current.withValue(id) { try await next(request) }
    }
    response.headers[Self.field] = id
    return response
  }

  private static func checked(_ id: String) -> String? {
    (1...128).contains(id.utf8.count) && id.utf8.allSatisfy { $0.isLetterOrDigit || "-_.:=+/".utf8.contains($0) } ? id : nil
  }
}
