import HTTP
import Telemetry

/// The metrics of a server's connections; those of its requests are counted as they are answered.
enum ServerMetrics {
  static func register(_ server: Server, in metrics: Metrics) {
    metrics.gauge("http_server_connections", help: "Open connections.") { Double(server.figures.connections) }
    metrics.counter(
      "http_server_refusals", help: "Requests and connections that were refused before any handler, by reason.", labels: ["reason"]
    ) {
      server.figures.refusals.sorted { $0.key.rawValue < $1.key.rawValue }.map { (labels: [$0.key.rawValue], value: Double($0.value)) }
    }
  }
}
