import Lifecycle
import Telemetry

/// What is counted about runs.
struct RunMetrics: Sendable {
  private let runs: Labelled<Counter>
  private let skipped: Labelled<Counter>
  private let retries: Labelled<Counter>
  private let durations: Labelled<Histogram>
  private let lateness: Histogram

  /// - Parameter schedules: how many there are, so that each has its series.
  init(_ metrics: Metrics, schedules: Int, store: MemoryRunStore) {
    metrics.gauge("scheduler_runs_in_flight", help: "Runs that go on now.") { Double(store.counts.running) }
    metrics.gauge("scheduler_runs_waiting", help: "Runs that are due and wait for others to end.") { Double(store.counts.waiting) }
    let limit = max(schedules, 1)
    runs = metrics.counter(
      "scheduler_runs", help: "Runs that ended, by how: succeeded, failed, or interrupted by the end of the process.",
      labels: ["schedule", "outcome"],
      limit: limit * WorkOutcome.allCases.count)
    skipped = metrics.counter(
      "scheduler_skipped_runs",
      help:
        "Runs that were due and did not take place, by why: overlap, queue_full, late, not_ready, shutdown. Several passed over at once count as one.",
      labels: ["schedule", "reason"], limit: limit * SkipReason.allCases.count)
    retries = metrics.counter("scheduler_retries", help: "Attempts beyond the first of a run.", labels: ["schedule"], limit: limit)
    durations = metrics.histogram(
      "scheduler_run_duration_seconds", help: "From a run's start to its end, all attempts and the waits between them included.", unit: "seconds",
      labels: ["schedule"], buckets: [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300, 1800], limit: limit)
    lateness = metrics.histogram(
      "scheduler_run_lateness_seconds", help: "How much later than due runs started.", unit: "seconds",
      buckets: [0.01, 0.05, 0.1, 0.5, 1, 2, 5, 10, 30, 60, 300])
  }

  func started(_: Run, late: Duration) { lateness.observe(max(late, .zero)) }

  func ended(_ run: Run, _ outcome: WorkOutcome, after duration: Duration) {
    runs.with([run.schedule.name, outcome.rawValue]).increment()
    durations.with([run.schedule.name]).observe(duration)
  }

  func retried(_ run: Run) { retries.with([run.schedule.name]).increment() }

  func skipped(_ run: Run, _ reason: SkipReason) { skipped.with([run.schedule.name, reason.rawValue]).increment() }
}
