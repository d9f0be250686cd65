import Platform
import Telemetry

/// Counts and times of requests, under the names that OpenTelemetry's conventions give them: `http_server_request_duration_seconds`
/// by method, route and status, and `http_server_active_requests`.
///
/// The route is its pattern, never the path, and is empty where there is none; a method that is not well known is `_OTHER`. A request
/// that its client gave up on, or whose response was cut off, has the status 499. A response ends with its last byte.
/// A request adds nothing to the heap once its route has answered with its status before.
public struct RequestMetrics: RouteMiddleware {
  private let durations: Labelled<Histogram>
  private let active: Gauge
  private let series: RouteSeries

  /// Makes the middleware, with its metrics in `metrics`.
  public init(_ metrics: Metrics) {
    self.init(
      metrics.histogram(
        "http_server_request_duration_seconds", help: "How long requests took, from their header to the last byte of the answer.",
        unit: "seconds", labels: ["http_request_method", "http_route", "http_response_status_code"]),
      metrics.gauge("http_server_active_requests", help: "Requests being answered now."), route: "")
  }

  private init(_ durations: Labelled<Histogram>, _ active: Gauge, route: String) {
    self.durations = durations
    self.active = active
    series = RouteSeries(durations, route: route)
  }

  /// Middleware that counts with the route's pattern.
  public func prepared(for route: Route?) -> any Middleware { RequestMetrics(durations, active, route: route?.template ?? "") }

  /// Has `next` answer, and counts and times it.
  public func respond(to request: Request, next: Handler) async throws -> Response {
    let start = Clocks.monotonic
    let method = request.method
    active.increment()
    do {
      var response = try await next(request)
      let status = response.status
      if response.isSentApart(answering: method) {
        response.body = response.body.observed { end(method, $0.isComplete ? status : Status(499), start) }
      } else {
        end(method, status, start)
      }
      return response
    } catch {
      end(method, ErrorAnswer(to: error).status, start)
      throw error
    }
  }

  private func end(_ method: Method, _ status: Status, _ start: Int) {
    active.decrement()
    series.histogram(method, status).observe(Double(Clocks.monotonic - start) / 1e9)
  }
}
