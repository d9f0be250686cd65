import Synchronization

/// A writer that tells when its server begins to drain, so that a stream without an end of its own can end.
protocol DrainNotifying {
  /// Calls `notice` when draining begins; at once where it has begun.
  func onDrain(_ notice: @escaping @Sendable () -> Void)
}

/// Tells one task that draining has begun.
final class DrainNotice: Sendable {
  private struct State {
    var isOver = false
    var waiting: CheckedContinuation<Void, Never>?
  }

  private let state = Mutex(State())

  func give() {
    let waiting = state.withLock { state in
      state.isOver = true
      defer { state.waiting = nil }
      return state.waiting
    }
    waiting?.resume()
  }

  /// Returns when the notice is given or the task is cancelled.
  func wait() async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isOver = state.withLock { state in
          if !state.isOver { state.waiting = continuation }
          return state.isOver
        }
        if isOver { continuation.resume() }
      }
    } onCancel: {
      give()
    }
  }
}
