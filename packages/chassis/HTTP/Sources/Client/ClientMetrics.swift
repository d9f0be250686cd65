import Platform
import Telemetry

/// Counts and times requests, under the names that OpenTelemetry's conventions give them.
struct ClientMetrics: Sendable {
  let activeRequests: Gauge
  let active: Gauge
  let idle: Gauge
  let retries: Labelled<Counter>
  private let durations: Labelled<Histogram>

  init(_ metrics: Metrics) {
    durations = metrics.histogram(
      "http_client_request_duration_seconds", help: "How long requests to others took, from the first byte sent to the last one read.",
      unit: "seconds", labels: ["http_request_method", "server_address", "server_port", "http_response_status_code", "error_type"])
    activeRequests = metrics.gauge("http_client_active_requests", help: "Requests to others that are under way.")
    let connections = metrics.gauge(
      "http_client_open_connections", help: "Connections to others, by what they do.", labels: ["http_connection_state"])
    active = connections.with(["active"])
    idle = connections.with(["idle"])
    retries = metrics.counter(
      "http_client_request_retries", help: "Requests to others that were made again.", labels: ["server_address", "server_port"])
  }

  /// - Parameters:
  ///   - status: of the answer, if one came.
  ///   - start: on the monotonic clock, in nanoseconds.
  func ended(_ request: ClientRequest, _ status: Status?, error: String?, start: Int) {
    activeRequests.decrement()
    // A status of the kind that is an error is its own type.
    let code = status.map { "\($0.code)" } ?? ""
    let isError = status.map { $0.isClientError || $0.isServerError } ?? false
    let method = request.method.number < 9 ? request.method.name : "_OTHER"
    let labels = [method, request.url.host, "\(request.url.port)", code, error ?? (isError ? code : "")]
    durations.with(labels).observe(Double(Clocks.monotonic - start) / 1e9)
  }
}
