import IO
import Lifecycle
import Telemetry

extension ServiceContext {
  /// Returns a part that claims units of work from `store` while the process is ready, with metrics, tracing and a log record for each unit
  /// that fails.
  ///
  /// ```swift
  /// try await context.run([context.worker(store, limit: 8) { unit in try await handle(unit) }])
  /// ```
  ///
  /// Work that throws has failed, or was interrupted if its task is cancelled, which happens when the time to drain has passed.
  ///
  /// - Parameters:
  ///   - name: The name of the part and its logger, and the label of its metrics.
  ///   - limit: The largest number of units in flight.
  ///   - interval: The time between two claims from a store that had no unit. Call `claim` after adding to the store to be faster.
  ///   - work: The work on a unit.
  public func worker<Store: WorkStore>(
    _ store: Store, name: String = "work", limit: Int = 1, interval: Duration = .seconds(1),
    work: @escaping @Sendable (Store.Unit) async throws -> Void
  ) -> WorkLoop<Store> {
    let logger = Logger(name, output: logger.output)
    let ended = metrics.counter(
      "work_units", help: "Units of work that ended, by how: succeeded, failed, or interrupted by the end of the process.",
      labels: ["worker", "outcome"])
    let inFlight = metrics.gauge("work_units_in_flight", help: "Units of work that are being worked on.", labels: ["worker"]).with([name])
    let durations = metrics.histogram(
      "work_duration_seconds", help: "From the claim of a unit of work to its end.", unit: "seconds", labels: ["worker"],
      buckets: [0.001, 0.01, 0.1, 1, 10, 60, 600]
    ).with([name])
    let report: @Sendable (WorkStoreError) -> Void = { logger.warning("the store of work fails", ["reason": .describing($0)]) }
    let next: @Sendable () -> (any TaskExecutor)? = { [loops] in loops.next() }
    return WorkLoop(
      store, name: name, limit: limit, interval: interval, intake: intake, executor: next, timekeeper: timekeeper, report: report
    ) { [tracer] unit, _ in
      let span = tracer.start("work \(name)", parent: nil, ["unit": .string("\(unit.id)")])
      let start = ContinuousClock.now
      inFlight.increment()
      defer {
        span.end()
        inFlight.decrement()
        durations.observe(ContinuousClock.now - start)
      }
      return await TraceContext.$current.withValue(span.context) {
        await Logger.with(["unit": .string("\(unit.id)")]) {
          logger.debug("unit claimed")
          var outcome = WorkOutcome.succeeded
          do { try await work(unit) } catch {
            outcome = Task.isCancelled ? .interrupted : .failed
            logger.error(outcome == .failed ? "unit failed" : "unit interrupted: the process stops", ["reason": .describing(error)])
            span.setStatus(.error(outcome.rawValue))
          }
          ended.with([name, outcome.rawValue]).increment()
          return outcome
        }
      }
    }
  }
}
