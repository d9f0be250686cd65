import Lifecycle
import Synchronization

/// Runs that are due, in memory: what waits is lost when the process ends.
final class MemoryRunStore: WorkStore {
  /// The most runs of one schedule that may wait.
  static let maximumWaiting = 10
  /// The most runs of all schedules together that may wait.
  static let maximumWaitingInAll = 10_000

  private struct State {
    /// Runs that nobody has claimed, in the order in which they were due.
    var waiting: [Run] = []
    var waitingBySchedule: [String: Int] = [:]
    var runningBySchedule: [String: Int] = [:]
    var running = 0
  }

  private let state = Mutex(State())

  /// Takes in a run that is due; answers why not, if its schedule's overlap policy has it left out.
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

  /// The run that has waited longest of those whose schedules let them start now.
  func claim() -> Run? {
    state.withLock { state in
      guard let index = state.waiting.firstIndex(where: { $0.schedule.overlap == .allow || state.runningBySchedule[$0.schedule.name] == nil })
      else { return nil }
      let run = state.waiting.remove(at: index)
      Self.count(-1, run, in: &state.waitingBySchedule)
      Self.count(1, run, in: &state.runningBySchedule)
      state.running += 1
      return run
    }
  }

  func finish(_ run: Run, _: WorkOutcome) {
    state.withLock { state in
      Self.count(-1, run, in: &state.runningBySchedule)
      state.running -= 1
    }
  }

  /// Gives back the runs that wait, which nobody will claim any more.
  func removeWaiting() -> [Run] {
    state.withLock { state in
      defer {
        state.waiting = []
        state.waitingBySchedule = [:]
      }
      return state.waiting
    }
  }

  /// The numbers of runs that wait and that were claimed and have not ended.
  var counts: RunCounts { state.withLock { RunCounts(waiting: $0.waiting.count, running: $0.running) } }

  /// Counts a schedule's runs; one without any has no entry.
  private static func count(_ change: Int, _ run: Run, in counts: inout [String: Int]) {
    let count = counts[run.schedule.name, default: 0] + change
    counts[run.schedule.name] = count == 0 ? nil : count
  }
}

struct RunCounts: Hashable, Sendable {
  let waiting: Int
  let running: Int
}
