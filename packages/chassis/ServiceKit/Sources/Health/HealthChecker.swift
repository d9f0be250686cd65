import Lifecycle
import Synchronization

/// The periodic execution of checks, each in a task of its own, so that one that hangs delays no other and no request for health.
final class HealthChecker: Sendable {
  private let readiness: Readiness
  private let executor: (any TaskExecutor)?
  private let timekeeper: Timekeeper
  private let tasks = Mutex<[Task<Void, Never>]>([])

  init(_ readiness: Readiness, on executor: (any TaskExecutor)?, timekeeper: Timekeeper) {
    self.readiness = readiness
    self.executor = executor
    self.timekeeper = timekeeper
  }

  /// Asks the check periodically until `stop`.
  func add(_ check: HealthCheck) {
    let number = readiness.add(check)
    let task = Task(executorPreference: timekeeper.executor) { await self.ask(check, number) }
    tasks.withLock { $0.append(task) }
  }

  func stop() {
    for task in tasks.withLock({ $0 }) { task.cancel() }
  }

  private func ask(_ check: HealthCheck, _ number: Int) async {
    while !Task.isCancelled {
      let start = ContinuousClock.now
      let pending = PendingCheck(check.ask)
      let outcome = await withTimeLimit(check.timeout, on: executor, by: timekeeper) { try await pending.ask() }
      if Task.isCancelled { return }
      var message: String?
      switch outcome {
      case .finished: break
      case .failed(let error): message = "\(error)"
      case .timedOut: message = "no answer within \(check.timeout)"
      }
      let end = ContinuousClock.now
      readiness.record(CheckResult(isOK: message == nil, message: message, duration: end - start, time: end), of: number)
      // A check that ignores its cancellation is not asked again until it has ended, so that hanging ones do not accumulate.
      await pending.end()
      try? await timekeeper.sleep(check.interval)
    }
  }
}

/// A check that was asked, whose end can be awaited apart from its answer.
private final class PendingCheck: Sendable {
  private let body: @Sendable () async throws -> Void
  private let ended = AsyncStream.makeStream(of: Never.self)

  init(_ body: @escaping @Sendable () async throws -> Void) { self.body = body }

  func ask() async throws {
    defer { ended.continuation.finish() }
    try await body()
  }

  func end() async {
    for await _ in ended.stream {}
  }
}
