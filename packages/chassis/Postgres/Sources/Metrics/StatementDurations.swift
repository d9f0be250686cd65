import IO
import Telemetry

/// Times the statements of a session, under the name that OpenTelemetry's conventions give that.
final class StatementDurations {
  private let durations: Labelled<Histogram>
  /// Histograms of statements that succeeded, by name, so that looking one up takes no lock.
  private var succeeded: [String: Histogram] = [:]

  init(_ metrics: Metrics) {
    durations = metrics.histogram(
      "db_client_operation_duration_seconds", help: "How long statements took, from the first byte sent to the last one read.",
      unit: "seconds", labels: ["db_query_summary", "error_type"])
  }

  /// - Parameters:
  ///   - name: the statement's; empty for one without.
  ///   - error: the error with which it ended.
  func ended(_ name: String, _ error: PostgresError?, since start: Deadline) {
    histogram(name, error).observe(Deadline.now - start)
  }

  private func histogram(_ name: String, _ error: PostgresError?) -> Histogram {
    if let error { return durations.with([name, error.sqlState ?? "\(error.kind)"]) }
    if let known = succeeded[name] { return known }
    let histogram = durations.with([name, ""])
    succeeded[name] = histogram
    return histogram
  }
}
