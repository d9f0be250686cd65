import HTTP
import IO
import Lifecycle
import Platform
import Telemetry

/// A running service: everything from the settings that hold to the exit.
final class RunningService: Sendable {
  private let runtime: ServiceRuntime
  private let context: ServiceContext
  private let watchdog: Watchdog

  private init(_ name: String, _ settings: ChassisSettings) throws {
    runtime = try ServiceRuntime(name, settings)
    context = ServiceContext(name, settings, runtime)
    watchdog = Watchdog(runtime.loops, limit: settings.stallLimit, logger: runtime.logger)
    watchdog.register(in: runtime.metrics)
    let readiness = context.lifetime.readiness
    runtime.metrics.gauge("service_ready", help: "1 while the process is ready, else 0.") { readiness.snapshot().status == .ready ? 1 : 0 }
  }

  static func run<S: Service>(_ service: S.Type, _ settings: S.Settings, _ chassis: ChassisSettings, unknown: [UnknownSetting]) -> Never {
    let process: RunningService
    do { process = try RunningService(S.name, chassis) } catch {
      try? StandardStream.error.write("\(S.name): cannot start: \(error)\n")
      ThisProcess.exitAtOnce(ExitStatus.failure)
    }
    for setting in unknown { process.runtime.logger.warning("\(setting)") }
    Task(executorPreference: process.runtime.control.all[0]) {
      await process.live { try await S.run(settings, process.context) }
    }
    process.awaitTermination()
  }

  /// Apart from `run`: the optimizer does not bear a closure over a local process in a function that never returns.
  private func awaitTermination() -> Never {
    Signals.awaitTermination { context.lifetime.shutDown($0.name, by: runtime.control.all[0]) }
  }

  private func live(_ body: @escaping @Sendable () async throws -> Void) async {
    let lifetime = context.lifetime
    let watch = Task(executorPreference: runtime.control.all[0]) {
      await self.watchdog.run(by: self.runtime.timekeeper) { lifetime.readiness.snapshot() }
    }
    var failure: String?
    var port: HealthPort?
    do {
      port = try await openHealth()
      failure = await lifetime.runService(body)
    } catch {
      failure = "\(error)"
    }
    await runtime.exporter?.shutDown(within: .seconds(2))
    lifetime.logEnd(failure)
    await port?.close()
    watch.cancel()
    runtime.output.flush(within: .seconds(2))
    ThisProcess.exitAtOnce(failure == nil ? ExitStatus.clean : ExitStatus.failure)
  }

  private func openHealth() async throws -> HealthPort {
    let health = HealthRoutes(
      service: context.service, version: context.version, readiness: context.lifetime.readiness, watchdog: watchdog, metrics: context.metrics,
      verifyHooks: context.verifyHooks, hosts: context.settings.healthHosts)
    return try await HealthPort.open(context, health.router, on: runtime.control)
  }
}
