import Telemetry

/// Span for each request, of its caller's trace (W3C Trace Context), or of a new one; what is logged and called while it is
/// answered belongs to it.
public struct Tracing: RouteMiddleware {
  private let tracer: Tracer
  private let route: Route?

  /// Makes the middleware, whose spans are the tracer's.
  public init(_ tracer: Tracer) { self.init(tracer, route: nil) }

  private init(_ tracer: Tracer, route: Route?) {
    self.tracer = tracer
    self.route = route
  }

  /// Middleware whose spans have the route's name.
  public func prepared(for route: Route?) -> any Middleware { Tracing(tracer, route: route) }

  /// Has `next` answer within a span, which ends with the last byte.
  public func respond(to request: Request, next: Handler) async throws -> Response {
    let span = tracer.start(name(request), kind: .server, parent: parent(of: request), attributes(request))
    do {
      var response = try await TraceContext.$current.withValue(span.context) { try await next(request) }
      note(response.status, in: span)
      if response.isSentApart(answering: request.method) {
        let body = response.body.observed { ending in
          if !ending.isComplete { span.setStatus(.error("the response was cut off")) }
          span.end()
        }
        if case .stream(let length, let write) = body {
          response.body = .stream(length: length) { writer in
            try await TraceContext.$current.withValue(span.context) { try await write(writer) }
          }
        }
      } else {
        span.end()
      }
      return response
    } catch {
      note(ErrorAnswer(to: error).status, in: span)
      span.end()
      throw error
    }
  }

  private func name(_ request: Request) -> String { route.map { "\(request.method) \($0.template)" } ?? "\(request.method)" }

  private func attributes(_ request: Request) -> LogFields {
    var fields: LogFields = ["http.request.method": .string(request.method.name), "url.path": .string(request.path)]
    if let route { fields["http.route"] = .string(route.template) }
    return fields
  }

  private func note(_ status: Status, in span: Span) {
    span.set("http.response.status_code", .int(status.code))
    if status.isServerError { span.setStatus(.error("\(status)")) }
  }

  /// A request with more than one `traceparent` has none that counts.
  private func parent(of request: Request) -> TraceContext? {
    guard let traceparent = request.headers["traceparent"], request.headers.values("traceparent").count == 1 else { return nil }
    let states = request.headers.values("tracestate")
    return TraceContext(traceparent: traceparent, tracestate: states.isEmpty ? nil : states.joined(separator: ","))
  }
}
