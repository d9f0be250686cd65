import Telemetry

/// Answers to what handlers throw: a `ResponseError` as it says, everything else as a problem of status 500 that tells nothing, while the
/// log tells all.
public struct ErrorAnswers: Middleware {
  private let logger: Logger

  /// Makes the middleware.
  /// - Parameter logger: gets the errors that end in a status of 5xx.
  public init(_ logger: Logger) { self.logger = logger }

  /// Has `next` answer, and answers what it throws, but for a cancellation.
  public func respond(to request: Request, next: Handler) async throws -> Response {
    do {
      return try await next(request)
    } catch {
      let answer = ErrorAnswer(to: error)
      if answer.isCancellation { throw error }
      let response = answer.response
      if response.status.isServerError { log(request, error) }
      return response
    }
  }

  private func log(_ request: Request, _ error: any Error) {
    logger.error(
      "a request failed",
      ["method": .string(request.method.name), "route": .string(request.route ?? ""), "error": .describing(error), "kind": "\(type(of: error))"])
  }
}
