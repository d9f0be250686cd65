import IO
import ServiceKit

/// Fires schedules.
@main
struct SchedulerWorker: Service {
  static let name = "scheduler-worker"
  static let kind = ServiceKind.worker

  static var options: [ServiceOption<Settings>] {
    [
      ServiceOption("--preview", argument: "N", help: "print when each schedule runs next, N times (5), up to 1000") { settings, count in
        Preview(count: count).map { $0.text(of: settings.schedules, after: SystemClock().read().time) }
      }
    ]
  }

  static func run(_ settings: Settings, _ context: ServiceContext) async throws {
    let clock = SystemClock()
    let enabled = settings.schedules.filter(\.isEnabled)
    let store = MemoryRunStore()
    let metrics = RunMetrics(context.metrics, schedules: enabled.count, store: store)
    let sender = ClientSender(
      policy: settings.addresses, maximumRuns: settings.maximumRuns, on: context.loops, metrics: context.metrics, tracer: context.tracer)
    let scheduler = Scheduler(
      timetable: Timetable(enabled, now: clock.read(), maximumLateness: settings.maximumLateness), store: store,
      maximumRuns: settings.maximumRuns,
      firing: RunFiring(sender: sender, clock: clock, tracer: context.tracer, logger: context.logger, metrics: metrics), clock: clock,
      intake: context.intake, loops: context.loops, logger: context.logger, metrics: metrics)
    context.administer { router in
      router.get("/schedules") { _ in .json(scheduler.overview) }
    }
    context.logger.info("schedules read", ["enabled": .int(enabled.count), "disabled": .int(settings.schedules.count - enabled.count)])
    try await context.run([scheduler])
  }
}
