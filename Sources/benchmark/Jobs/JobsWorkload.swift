/// One kind of work that a queue does, the same for all queues.
enum JobsWorkload: String, CaseIterable {
  case enqueueOne = "enqueue-1"
  case enqueueMany = "enqueue-100"
  case work
  case latency
  case idle

  var title: String {
    switch self {
    case .enqueueOne: "enqueue, one at a time"
    case .enqueueMany: "enqueue, 100 at a time"
    case .work: "work on trivial jobs"
    case .latency: "from enqueueing to the start, idle"
    case .idle: "10 idle workers"
    }
  }

  var unit: String {
    switch self {
    case .enqueueOne, .enqueueMany, .work: "jobs/s"
    case .latency: "ms"
    case .idle: "transactions/min"
    }
  }

  /// Whether less is better, and the figure is no rate.
  var isCost: Bool { self == .latency || self == .idle }

  /// What a client is told: seconds, jobs or rounds.
  func amount(seconds: Int, jobs: Int) -> Int {
    switch self {
    case .enqueueOne, .enqueueMany: seconds
    case .work: jobs
    case .latency: 300
    case .idle: 40
    }
  }
}
