import Lifecycle
import Synchronization

/// The readiness of the process: what `/readyz` answers, and what opens and closes the intake at the same moment.
final class Readiness: Sendable {
  enum Phase: Sendable, Equatable { case starting, ready, draining }
  /// The status, in the words of `/readyz`.
  enum Status: String, Sendable { case starting, ready, failing, draining }

  struct Entry: Sendable {
    let check: HealthCheck
    var result: CheckResult?
  }

  struct Snapshot: Sendable {
    let status: Status
    let checks: [Entry]
    let time: ContinuousClock.Instant
  }

  private struct State {
    var phase = Phase.starting
    var entries: [Entry] = []
    var status = Status.starting
  }

  private let state = Mutex(State())
  private let intake: Intake
  private let changed: @Sendable (Status) -> Void

  /// Creates the readiness of a process that starts.
  ///
  /// - Parameter changed: Called at each change of the status, in order.
  init(intake: Intake, changed: @escaping @Sendable (Status) -> Void = { _ in }) {
    self.intake = intake
    self.changed = changed
  }

  /// Adds a check.
  ///
  /// - Returns: The number of the check, by which its answers are recorded.
  func add(_ check: HealthCheck) -> Int {
    change { state in
      state.entries.append(Entry(check: check))
      return state.entries.count - 1
    }
  }

  func enter(_ phase: Phase) {
    change { state in
      // Draining is final.
      if state.phase != .draining { state.phase = phase }
    }
  }

  func record(_ result: CheckResult, of check: Int) { change { $0.entries[check].result = result } }

  /// Marks answers that have become too old as failures, and returns the current status.
  @discardableResult
  func snapshot(at time: ContinuousClock.Instant = .now) -> Snapshot {
    change(at: time) { state in
      for index in state.entries.indices {
        guard var result = state.entries[index].result else { continue }
        let staleness = state.entries[index].check.staleness
        if result.isOK && time - result.time > staleness {
          result.isOK = false
          result.message = "no answer for \(staleness)"
          state.entries[index].result = result
        }
      }
    }
    return state.withLock { Snapshot(status: $0.status, checks: $0.entries, time: time) }
  }

  @discardableResult
  private func change<Result>(at time: ContinuousClock.Instant = .now, _ body: (inout State) -> Result) -> Result {
    state.withLock { state in
      let result = body(&state)
      let status = Self.status(of: state)
      if status == state.status { return result }
      state.status = status
      // The intake changes under the lock, so that nobody sees one without the other.
      if status == .ready { intake.open() } else { intake.close() }
      changed(status)
      return result
    }
  }

  private static func status(of state: State) -> Status {
    switch state.phase {
    case .starting: return .starting
    case .draining: return .draining
    case .ready:
      // Until every check has answered once, the process still starts.
      if state.entries.contains(where: { $0.result == nil }) { return .starting }
      return state.entries.allSatisfy { $0.result?.isOK == true } ? .ready : .failing
    }
  }
}
