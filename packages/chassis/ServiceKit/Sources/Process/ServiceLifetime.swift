import IO
import Lifecycle
import Platform
import Synchronization
import Telemetry

/// Life of a process from the service's `run` to the end: the one place that knows whether it was told to end, what goes on until then,
/// and whether it is ready meanwhile.
final class ServiceLifetime: Sendable {
  let readiness: Readiness
  private let checker: HealthChecker
  private let limits: LifecycleLimits
  private let loop: EventLoop
  private let timekeeper: Timekeeper
  private let logger: Logger
  private let state = Mutex(State())

  private struct State {
    /// Name of what told the process to end, once it was told.
    var reason: String?
    /// Moment at which readiness ended for good.
    var drainStart: ContinuousClock.Instant?
    /// Last resort, where the end does not come by itself.
    var alarm: Alarm?
    /// The service's `run`.
    var work: Task<Void, any Error>?
    /// Runner of the parts that the service handed over, and what it reported.
    var runner: PartRunner?
    var report: LifecycleReport?
  }

  /// Time beyond the delay and the time to drain after which the process exits regardless.
  private static let hardGrace = Duration.seconds(5)

  /// - Parameters:
  ///   - loop: one of the service's own, on which its `run` and its parts are called.
  ///   - timekeeper: watches the time apart from the service's loops.
  init(_ intake: Intake, limits: LifecycleLimits, on loop: EventLoop, timekeeper: Timekeeper, logger: Logger) {
    self.limits = limits
    self.loop = loop
    self.timekeeper = timekeeper
    self.logger = logger
    readiness = Readiness(intake: intake) { status in
      logger.log(status == .failing ? .warning : .info, "readiness changes", ["status": .string(status.rawValue)])
    }
    checker = HealthChecker(readiness, on: loop, timekeeper: timekeeper)
  }

  /// Asks the check from now on until the process drains.
  func add(_ check: HealthCheck) { checker.add(check) }

  /// Report on the parts, once they have stopped.
  var report: LifecycleReport? { state.withLock { $0.report } }

  /// Calls the service's `run`, and waits for its end. An end that comes before there are parts cancels it.
  ///
  /// - Returns: why the process has failed; `nil` where it has not.
  func runService(_ body: @escaping @Sendable () async throws -> Void) async -> String? {
    let work = Task(executorPreference: loop) { try await body() }
    let isToldToEnd = state.withLock { state in
      state.work = work
      return state.reason != nil
    }
    if isToldToEnd { endWork() }
    var failure: String?
    do { try await work.value } catch { failure = "\(error)" }
    checker.stop()
    let (reason, report) = state.withLock { ($0.reason, $0.report) }
    // What was cancelled may say so as it likes.
    guard let report else { return reason == nil ? failure : nil }
    return failure ?? (report.ending == .clean ? nil : "a part did not run to a clean end")
  }

  /// Starts the parts in order, turns the process ready, waits until it is told to end, and stops the parts in reverse. Called once.
  func runParts(_ parts: [any Part]) async throws(ServiceFailure) {
    let runner = PartRunner(parts, limits: limits, executor: loop, timekeeper: timekeeper, observer: observer)
    let isToldToEnd = state.withLock { state in
      precondition(state.runner == nil, "a process runs its parts once")
      state.runner = runner
      return state.reason != nil
    }
    if isToldToEnd { runner.shutDown() }
    let report = await runner.run()
    state.withLock { $0.report = report }
    if report.ending != .clean { throw ServiceFailure(faults: report.faults.map(\.description)) }
  }

  /// Tells the process to end: from here on it is not ready, and ends in time. Called by the main thread, while any loop may be stuck.
  ///
  /// - Parameters:
  ///   - reason: what the log gives as such.
  ///   - control: calls what may run code of the service's, which must not keep the caller from hearing a second signal.
  func shutDown(_ reason: String, by control: EventLoop) {
    logger.info("shutting down", ["reason": .string(reason)])
    beginDraining()
    state.withLock { $0.reason = reason }
    control.execute { self.endWork() }
  }

  /// Ends the parts in their order, or cancels whatever goes on before there are any.
  private func endWork() {
    let (runner, work) = state.withLock { ($0.runner, $0.work) }
    if let runner { return runner.shutDown() }
    checker.stop()
    work?.cancel()
  }

  /// Ends readiness and closes the intake for good, and makes sure that the process ends. May be called more than once.
  private func beginDraining() {
    readiness.enter(.draining)
    let limit = limits.delay + limits.drain + Self.hardGrace
    state.withLock { state in
      if state.alarm != nil { return }
      state.drainStart = .now
      state.alarm = Alarm(afterMilliseconds: Int(limit / .milliseconds(1))) { [logger] in
        logger.critical("the process does not end by itself, and exits now", ["seconds": .seconds(limit)])
        logger.output.flush(within: .seconds(1))
        ThisProcess.exitAtOnce(ExitStatus.failure)
      }
    }
  }

  private var observer: PartRunner.Observer {
    PartRunner.Observer(
      event: { [logger] event in
        switch event {
        case .starting(let part): logger.debug("a part starts", ["part": .string(part)])
        case .started(let part, let duration): logger.debug("a part has started", ["part": .string(part), "seconds": .seconds(duration)])
        case .stopping(let part): logger.debug("a part stops", ["part": .string(part)])
        case .stopped(let part): logger.debug("a part has stopped", ["part": .string(part)])
        case .fault(let fault): logger.error("a part is in trouble", ["part": .string(fault.part), "reason": .string(fault.reason)])
        }
      },
      started: { [checker] part in checker.add(HealthCheck(of: part)) },
      becameReady: { [readiness] in readiness.enter(.ready) },
      draining: { [self] in
        beginDraining()
        checker.stop()
      })
  }

  /// Logs the last word: why the process ends, how long that took, and what was left.
  func logEnd(_ failure: String?) {
    let (reason, start, report) = state.withLock { ($0.reason, $0.drainStart, $0.report) }
    var fields: [LogFields.Field] = [.init("reason", .string(reason ?? (failure == nil ? "nothing left to do" : "failure")))]
    if let start { fields.append(.init("seconds", .seconds(ContinuousClock.now - start))) }
    fields.append(.init("unfinished", .int((report?.faults ?? []).reduce(0) { $0 + ($1.unfinished ?? 0) })))
    if let failure {
      fields.append(.init("failure", .string(failure)))
      logger.error("ended", LogFields(fields))
    } else {
      logger.info("ended", LogFields(fields))
    }
  }
}

/// Why the parts of a process did not run to a clean end.
public struct ServiceFailure: Error, CustomStringConvertible {
  /// A sentence for each part in trouble.
  public let faults: [String]

  public var description: String { faults.joined(separator: "; ") }
}
