import IO
import Synchronization

/// Something that comes to pass once, and that tasks wait for.
final class Latch: Sendable {
  private struct State {
    var isSet = false
    var number = 0
    var waiting: [Int: CheckedContinuation<Bool, Never>] = [:]
  }

  private let state = Mutex(State())

  func set() {
    let waiting = state.withLock { state in
      state.isSet = true
      defer { state.waiting = [:] }
      return state.waiting
    }
    for continuation in waiting.values { continuation.resume(returning: true) }
  }

  /// True once it has come to pass, false if the deadline comes first.
  func wait(until deadline: ContinuousClock.Instant) async -> Bool {
    let number = state.withLock { state in
      state.number += 1
      return state.number
    }
    var timer: Task<Void, Never>?
    defer { timer?.cancel() }
    return await withCheckedContinuation { continuation in
      let isSet = state.withLock { state in
        if !state.isSet { state.waiting[number] = continuation }
        return state.isSet
      }
      if isSet { return continuation.resume(returning: true) }
      // On the caller's loop: the threads of Swift's pool may all be blocked, or there may be no more of them.
      timer = Task(executorPreference: EventLoop.current) {
        // Ends early when the wait is over, and then finds nobody waiting.
        try? await EventLoop.sleep(until: .after(deadline - .now))
        self.giveUp(number)
      }
    }
  }

  private func giveUp(_ number: Int) {
    let continuation = state.withLock { $0.waiting.removeValue(forKey: number) }
    continuation?.resume(returning: false)
  }
}
