import IO
import Synchronization

/// What a task waits for that has nothing to do: that another one wakes it, or that some time passes.
final class Wakeup: Sendable {
  private struct State {
    var isWoken = false
    var waiting: CheckedContinuation<Void, Never>?
  }

  private let state = Mutex(State())

  /// Wakes the task that waits, or the next one that would.
  func wake() {
    let waiting = state.withLock { state in
      state.isWoken = state.waiting == nil
      defer { state.waiting = nil }
      return state.waiting
    }
    waiting?.resume()
  }

  /// Waits until it is woken, the moment has come, or the task is cancelled. One task at a time may wait.
  func wait(until deadline: Deadline) async {
    let timer = Task {
      do throws(IOError) { try await EventLoop.sleep(until: deadline) } catch { return }
      wake()
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isWoken = state.withLock { state in
          defer { state.isWoken = false }
          if state.isWoken || Task.isCancelled { return true }
          state.waiting = continuation
          return false
        }
        if isWoken { continuation.resume() }
      }
    } onCancel: {
      wake()
    }
    timer.cancel()
  }
}
