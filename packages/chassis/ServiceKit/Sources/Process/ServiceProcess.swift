import HTTP
import IO
import Lifecycle
import Platform
import Synchronization
import Telemetry

/// A running service, from its valid settings to its exit.
final class ServiceProcess: Sendable {
  private let runtime: ServiceRuntime
  private let context: ServiceContext
  private let watchdog: Watchdog
  /// The task of the service's `run`, and the reason and the moment of the shutdown.
  private let state = Mutex<(work: Task<Void, any Error>?, reason: String?, drainStart: ContinuousClock.Instant?)>((nil, nil, nil))

  private init(_ name: String, _ settings: ChassisSettings) throws {
    runtime = try ServiceRuntime(name, settings)
    context = ServiceContext(name, settings, runtime)
    watchdog = Watchdog(runtime.loops, limit: settings.stallLimit, logger: runtime.logger)
    watchdog.register(in: runtime.metrics)
    let readiness = context.readiness
    runtime.metrics.gauge("service_ready", help: "1 while the process is ready, else 0.") { readiness.snapshot().status == .ready ? 1 : 0 }
  }

  static func run<S: Service>(_ service: S.Type, _ settings: S.Settings, _ chassis: ChassisSettings, unknown: [UnknownSetting]) -> Never {
    let process: ServiceProcess
    do { process = try ServiceProcess(S.name, chassis) } catch {
      try? StandardStream.error.write("\(S.name): cannot start: \(error)\n")
      ThisProcess.exitAtOnce(ExitStatus.failure)
    }
    for setting in unknown { process.runtime.logger.warning("\(setting)") }
    Task(executorPreference: process.runtime.control.all[0]) {
      await process.live { try await S.run(settings, process.context) }
    }
    process.awaitTermination()
  }

  /// Waits for signals. It is apart from `run` because the optimizer crashes on a closure over a local process in a function that never
  /// returns.
  private func awaitTermination() -> Never {
    Signals.awaitTermination { shutDown($0.name) }
  }

  private func live(_ body: @escaping @Sendable () async throws -> Void) async {
    let watch = Task(executorPreference: runtime.control.all[0]) {
      await self.watchdog.run(by: self.context.timekeeper) { self.context.readiness.snapshot() }
    }
    var failure: String?
    var port: HealthPort?
    do {
      port = try await openHealth()
      let work = Task(executorPreference: runtime.loops.all[0]) { try await body() }
      let isToldToEnd = state.withLock { state in
        state.work = work
        return state.reason != nil
      }
      if isToldToEnd { tell(work) }
      try await work.value
    } catch {
      // A shutdown before there are parts cancels the service's `run`.
      let isCancelled = context.isToldToEnd && context.report == nil
      if !isCancelled { failure = "\(error)" }
    }
    if context.report.map({ $0.ending != .clean }) ?? false, failure == nil { failure = "a part did not run to a clean end" }
    context.checker.stop()
    await runtime.exporter?.shutDown(within: .seconds(2))
    report(failure)
    await port?.close()
    watch.cancel()
    runtime.output.flush(within: .seconds(2))
    ThisProcess.exitAtOnce(failure == nil ? ExitStatus.clean : ExitStatus.failure)
  }

  private func openHealth() async throws -> HealthPort {
    let health = HealthRoutes(
      service: context.service, version: context.version, readiness: context.readiness, watchdog: watchdog, metrics: context.metrics,
      verifyHooks: context.verifyHooks, hosts: context.settings.healthHosts)
    return try await HealthPort.open(context, health.router, on: runtime.control)
  }

  /// Begins the shutdown. It is called by the main thread, while any of the loops may be stuck: from here on the process is not ready, and
  /// ends in time.
  private func shutDown(_ reason: String) {
    runtime.logger.info("shutting down", ["reason": .string(reason)])
    context.beginDraining()
    let work = state.withLock { state in
      state.reason = reason
      state.drainStart = .now
      return state.work
    }
    // Not on this thread: cancellation may run code of the service's, and the second signal must be noticed meanwhile.
    if let work { runtime.control.all[0].execute { self.tell(work) } }
  }

  private func tell(_ work: Task<Void, any Error>) {
    if !context.shutDown() { work.cancel() }
  }

  /// Writes the last log record: the reason, the duration, and the number of units cut off.
  private func report(_ failure: String?) {
    let (_, reason, start) = state.withLock { $0 }
    var fields: [LogFields.Field] = [.init("reason", .string(reason ?? (failure == nil ? "nothing left to do" : "failure")))]
    if let start = start ?? context.report?.drainStarted { fields.append(.init("seconds", .seconds(ContinuousClock.now - start))) }
    let problems = context.report?.problems ?? []
    fields.append(.init("unfinished", .int(problems.reduce(0) { $0 + ($1.unfinished ?? 0) })))
    if let failure {
      fields.append(.init("failure", .string(failure)))
      runtime.logger.error("ended", LogFields(fields))
    } else {
      runtime.logger.info("ended", LogFields(fields))
    }
  }
}
