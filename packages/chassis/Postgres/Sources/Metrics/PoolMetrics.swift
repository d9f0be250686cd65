import Telemetry

/// Counts a pool's connections and times the waits for them, under the names that OpenTelemetry's conventions give that.
struct PoolMetrics: Sendable {
  private let used: Gauge
  private let idle: Gauge
  private let pending: Gauge
  private let waits: Histogram
  private let timeouts: Counter

  /// - Parameter pool: the name that tells it from others of the process.
  init(_ metrics: Metrics, pool: String) {
    let connections = metrics.gauge(
      "db_client_connections", help: "Connections to a database, by what they do.",
      labels: ["db_client_connection_pool_name", "db_client_connection_state"])
    used = connections.with([pool, "used"])
    idle = connections.with([pool, "idle"])
    let names = ["db_client_connection_pool_name"]
    pending = metrics.gauge("db_client_connection_pending_requests", help: "Tasks that wait for a connection.", labels: names).with([pool])
    waits = metrics.histogram(
      "db_client_connection_wait_time_seconds", help: "How long tasks waited for a connection.", unit: "seconds", labels: names
    ).with([pool])
    timeouts = metrics.counter(
      "db_client_connection_timeouts", help: "Tasks that got no connection in time.", labels: names
    ).with([pool])
  }

  func note(_ figures: PostgresPool.Figures) {
    used.set(figures.inUse)
    idle.set(figures.idle)
    pending.set(figures.waiting)
  }

  func waited(_ duration: Duration) { waits.observe(duration) }

  func timedOut() { timeouts.increment() }
}
