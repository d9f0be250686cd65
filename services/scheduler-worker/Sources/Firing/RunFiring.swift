import HTTP
import Lifecycle
import Telemetry

/// Carries out a run: the request, again where that may help, until the answer is the expected one.
struct RunFiring: Sendable {
  let sender: any RequestSender
  let clock: any SchedulerClock
  let tracer: Tracer
  let logger: Logger
  let metrics: RunMetrics

  /// What came of one attempt.
  private enum Attempt {
    case succeeded(status: Int)
    case failed(reason: String, isTransient: Bool, retryAfter: Duration?)
  }

  func fire(_ run: Run, pause: WorkPause) async -> WorkOutcome {
    let start = clock.read()
    let late = Duration.nanoseconds(start.wall - run.startTime.seconds * 1_000_000_000)
    metrics.started(run, late: late)
    let fields: LogFields = ["schedule": "\(run.schedule.name)", "scheduledTime": "\(run.scheduledTime)"]
    let span = tracer.start("run \(run.schedule.name)", parent: nil, ["schedule": "\(run.schedule.name)", "scheduledTime": "\(run.scheduledTime)"])
    defer { span.end() }
    return await TraceContext.$current.withValue(span.context) {
      await Logger.with(fields) {
        logger.debug("run started", ["method": "\(run.schedule.request.method)", "host": "\(run.schedule.request.url.authority)"])
        let (outcome, report) = await attempts(run, pause)
        span.setStatus(outcome == .succeeded ? .ok : .error(outcome.rawValue))
        let duration = Duration.nanoseconds(clock.read().monotonic - start.monotonic)
        metrics.ended(run, outcome, after: duration)
        let all = report.adding(["durationSeconds": .seconds(duration), "latenessSeconds": .seconds(late)])
        switch outcome {
        case .succeeded: logger.info("run succeeded", all)
        case .failed: logger.error("run failed", all)
        case .interrupted: logger.error("run interrupted: the process stops", all)
        }
        return outcome
      }
    }
  }

  private func attempts(_ run: Run, _ pause: WorkPause) async -> (WorkOutcome, LogFields) {
    let policy = run.schedule.request.retries
    var random = SystemRandomNumberGenerator()
    var failures = 0
    while true {
      switch await attempt(run) {
      case .succeeded(let status): return (.succeeded, ["status": .int(status), "attempts": .int(failures + 1)])
      case .failed(let reason, let isTransient, let retryAfter):
        failures += 1
        let report: LogFields = ["reason": "\(reason)", "attempts": .int(failures)]
        if Task.isCancelled { return (.interrupted, report) }
        guard isTransient, let wait = policy.wait(afterFailures: failures, retryAfter: retryAfter, using: &random) else { return (.failed, report) }
        logger.warning("attempt failed", report.adding(["retryInSeconds": .seconds(wait)]))
        guard await pause(for: wait) else { return (.interrupted, report) }
        metrics.retried(run)
      }
    }
  }

  private func attempt(_ run: Run) async -> Attempt {
    let request = run.schedule.request
    do throws(SendError) {
      let answer = try await sender.send(request, headers: headers(of: run))
      if request.expectedStatus.contains(answer.status) { return .succeeded(status: answer.status) }
      return .failed(
        reason: "the answer was \(answer.status), expected \(request.expectedStatus)", isTransient: Self.isTransient(answer.status),
        retryAfter: answer.retryAfter)
    } catch {
      return .failed(reason: error.description, isTransient: error.isTransient, retryAfter: nil)
    }
  }

  /// The schedule's own, and a key by which a receiver knows the attempts of one run for the same.
  private func headers(of run: Run) -> Headers {
    var headers = run.schedule.request.headers
    if !headers.contains("idempotency-key") { headers.append("idempotency-key", "\"\(run.id)\"") }
    if !headers.contains("user-agent") { headers.append("user-agent", "bulkhead-scheduler") }
    return headers
  }

  /// Statuses that speak of the moment and not of the request (RFC 9110, RFC 6585, RFC 8470).
  private static func isTransient(_ status: Int) -> Bool { [408, 425, 429, 500, 502, 503, 504].contains(status) }
}
