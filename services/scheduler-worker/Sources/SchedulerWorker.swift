import ServiceKit

/// Fires schedules.
@main
struct SchedulerWorker: Service {
  static let name = "scheduler-worker"
  static let kind = ServiceKind.worker

  static func run(_ settings: NoSettings, _ context: ServiceContext) async throws {
    try await context.run([])
  }
}
