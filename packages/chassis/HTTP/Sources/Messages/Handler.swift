/// Function that answers a request. What it throws becomes a response: a `ResponseError` as it says, everything else 500.
public typealias Handler = @Sendable (Request) async throws -> Response

/// Layer around a handler: it may look at the request, answer itself, or change the answer.
public protocol Middleware: Sendable {
  /// Answers the request, or has `next` answer it.
  func respond(to request: Request, next: Handler) async throws -> Response
}
