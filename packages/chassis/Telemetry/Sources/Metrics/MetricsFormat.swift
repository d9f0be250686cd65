/// The text format of metrics.
public enum MetricsFormat: Sendable, Equatable {
  /// Prometheus text, version 0.0.4.
  case prometheus
  /// OpenMetrics text, version 1.0.0.
  case openMetrics

  /// The value of the header field `Content-Type`.
  public var contentType: String {
    switch self {
    case .prometheus: "text/plain; version=0.0.4; charset=utf-8"
    case .openMetrics: "application/openmetrics-text; version=1.0.0; charset=utf-8"
    }
  }
}
