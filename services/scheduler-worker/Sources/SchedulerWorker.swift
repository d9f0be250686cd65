import ServiceKit

/// Fires schedules.
@main
struct SchedulerWorker: Service {
  static let name = "scheduler-worker"

  static func main() {}
}
