import IO
import Synchronization

/// The tasks of the runs in flight: started on event loops, let to their end when the process stops, cut off at its deadline.
final class RunTasks: Sendable {
  private struct State {
    var tasks: [Int: Task<Void, Never>] = [:]
    /// When those that wait for their next attempt go on, by the monotonic clock.
    var resting: [Int: Int] = [:]
    var lastID = 0
    /// By the monotonic clock; none before the process stops.
    var deadline: Int?
  }

  private let clock: any SchedulerClock
  private let state = Mutex(State())

  init(clock: any SchedulerClock) { self.clock = clock }

  var count: Int { state.withLock { $0.tasks.count } }

  func start(on loop: EventLoop, _ body: @escaping @Sendable (Rest) async -> Void) {
    state.withLock { state in
      state.lastID += 1
      let id = state.lastID
      // The lock is held until the task is in the table, so that it cannot leave before it came.
      state.tasks[id] = Task(executorPreference: loop) {
        await body(Rest(id: id, tasks: self))
        self.state.withLock { $0.tasks[id] = nil }
      }
    }
  }

  /// How a run waits for its next attempt.
  struct Rest: Sendable {
    fileprivate let id: Int
    fileprivate let tasks: RunTasks

    /// Waits; false if the process stops before that time would be over, or the run is cut off.
    func callAsFunction(for duration: Duration) async -> Bool { await tasks.rest(id, duration) }
  }

  private func rest(_ id: Int, _ duration: Duration) async -> Bool {
    let end = clock.read().monotonic + Int(duration / .nanoseconds(1))
    let isWorthIt = state.withLock { state in
      if let deadline = state.deadline, end > deadline { return false }
      state.resting[id] = end
      return true
    }
    guard isWorthIt else { return false }
    defer { state.withLock { $0.resting[id] = nil } }
    do { try await clock.sleep(for: duration) } catch { return false }
    return !Task.isCancelled
  }

  /// Waits for the runs to end, at most so long, then cuts them off; answers how many that were.
  /// Runs whose next attempt would come too late end at once.
  func stop(within duration: Duration) async -> Int {
    let clock = clock
    let deadline = clock.read().monotonic + Int(duration / .nanoseconds(1))
    let tasks = state.withLock { state in
      state.deadline = deadline
      for (id, end) in state.resting where end > deadline { state.tasks[id]?.cancel() }
      return Array(state.tasks.values)
    }
    return await withTaskGroup(of: Bool.self) { group in
      group.addTask {
        for task in tasks { await task.value }
        return true
      }
      group.addTask {
        try? await clock.sleep(for: duration)
        return false
      }
      let areDone = await group.next()!
      let unfinished = areDone ? 0 : count
      group.cancelAll()
      if !areDone { for task in tasks { task.cancel() } }
      return unfinished
    }
  }
}
