import Synchronization

/// Keeps runs in memory: what waits is lost when the process ends.
final class MemoryRunStore: RunStore {
  /// How many runs of one schedule may wait.
  static let maximumWaiting = 10
  /// And of all schedules together.
  static let maximumWaitingInAll = 10_000

  private struct State {
    /// In the order in which they were due.
    var waiting: [Run] = []
    var waitingBySchedule: [String: Int] = [:]
    var runningBySchedule: [String: Int] = [:]
    var running = 0
  }

  private let maximumRunning: Int
  private let state = Mutex(State())

  init(maximumRunning: Int) { self.maximumRunning = maximumRunning }

  func add(_ run: Run) -> SkipReason? {
    let name = run.schedule.name
    return state.withLock { state in
      let waiting = state.waitingBySchedule[name, default: 0]
      if run.schedule.overlap == .skip, waiting + state.runningBySchedule[name, default: 0] > 0 { return .overlap }
      if waiting == Self.maximumWaiting || state.waiting.count == Self.maximumWaitingInAll { return .queueFull }
      state.waiting.append(run)
      state.waitingBySchedule[name] = waiting + 1
      return nil
    }
  }

  func claim() -> Run? {
    state.withLock { state in
      guard state.running < maximumRunning,
        let index = state.waiting.firstIndex(where: { $0.schedule.overlap == .allow || state.runningBySchedule[$0.schedule.name] == nil })
      else { return nil }
      let run = state.waiting.remove(at: index)
      Self.count(-1, run, in: &state.waitingBySchedule)
      Self.count(1, run, in: &state.runningBySchedule)
      state.running += 1
      return run
    }
  }

  func finish(_ run: Run, _: RunOutcome) {
    state.withLock { state in
      Self.count(-1, run, in: &state.runningBySchedule)
      state.running -= 1
    }
  }

  func drain() -> [Run] {
    state.withLock { state in
      defer {
        state.waiting = []
        state.waitingBySchedule = [:]
      }
      return state.waiting
    }
  }

  var counts: RunCounts { state.withLock { RunCounts(waiting: $0.waiting.count, running: $0.running) } }

  /// Schedules without any have no entry.
  private static func count(_ change: Int, _ run: Run, in counts: inout [String: Int]) {
    let count = counts[run.schedule.name, default: 0] + change
    counts[run.schedule.name] = count == 0 ? nil : count
  }
}
