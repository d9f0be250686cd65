import Platform
import Telemetry

/// What is told of an attempt: to the metrics and to its trace.
struct AttemptRecord: Sendable {
  let span: Span?
  private let request: ClientRequest
  private let metrics: ClientMetrics?
  private let start = Clocks.monotonic

  init(_ request: ClientRequest, metrics: ClientMetrics?, span: Span?) {
    self.request = request
    self.metrics = metrics
    self.span = span
    metrics?.activeRequests.increment()
  }

  func end(_ status: Status?, _ end: Exchange.End) {
    let error: String? =
      switch end {
      case .complete: nil
      case .abandoned: "abandoned"
      case .failed(let error as ClientError): error.kind.rawValue
      case .failed(is CancellationError): "cancelled"
      case .failed: "_OTHER"
      }
    metrics?.ended(request, status, error: error, start: start)
    guard let span else { return }
    if let status { span.set("http.response.status_code", .int(status.code)) }
    if let error {
      span.set("error.type", .string(error))
      span.setStatus(.error(error))
    } else if let status, status.isClientError || status.isServerError {
      span.setStatus(.error("\(status)"))
    }
    span.end()
  }
}
