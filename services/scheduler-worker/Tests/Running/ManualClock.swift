import Synchronization

@testable import SchedulerWorker

/// A clock that stands still until it is moved; whoever sleeps wakes when it has been moved far enough.
final class ManualClock: SchedulerClock {
  private struct State {
    var hands: ClockHands
    var sleepers: [Int: (end: Int, continuation: CheckedContinuation<Bool, Never>)] = [:]
    var lastID = 0
    var observers: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
  }

  private let state: Mutex<State>

  init(_ text: String) { state = Mutex(State(hands: ClockHands(text))) }

  func read() -> ClockReading { state.withLock { $0.hands.reading } }

  func sleep(for duration: Duration) async throws {
    if duration <= .zero { return }
    let id = state.withLock { state in
      state.lastID += 1
      return state.lastID
    }
    let isOver = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let observers = state.withLock { state in
          state.sleepers[id] = (state.hands.monotonic + Int(duration / .nanoseconds(1)), continuation)
          return Self.takeSatisfied(&state)
        }
        for observer in observers { observer.resume() }
        if Task.isCancelled { cancel(id) }
      }
    } onCancel: {
      cancel(id)
    }
    if !isOver { throw CancellationError() }
  }

  private func cancel(_ id: Int) { state.withLock { $0.sleepers.removeValue(forKey: id)?.continuation }?.resume(returning: false) }

  /// Lets time pass and wakes those whose time has come.
  func pass(_ seconds: Int) {
    let woken = state.withLock { state in
      state.hands.pass(seconds)
      let woken = state.sleepers.filter { $0.value.end <= state.hands.monotonic }
      for id in woken.keys { state.sleepers[id] = nil }
      return woken.values.map(\.continuation)
    }
    for continuation in woken { continuation.resume(returning: true) }
  }

  /// Waits until that many tasks sleep.
  func whenAsleep(_ count: Int) async {
    await withCheckedContinuation { continuation in
      let observers = state.withLock { state in
        state.observers.append((count, continuation))
        return Self.takeSatisfied(&state)
      }
      for observer in observers { observer.resume() }
    }
  }

  private static func takeSatisfied(_ state: inout State) -> [CheckedContinuation<Void, Never>] {
    let satisfied = state.observers.filter { $0.count <= state.sleepers.count }.map(\.continuation)
    state.observers.removeAll { $0.count <= state.sleepers.count }
    return satisfied
  }
}
