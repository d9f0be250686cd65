import Platform
import Synchronization

/// Says on standard error what a run is at, once it has taken longer than people wait without wondering.
final class Progress: Sendable {
  private struct State {
    var phase = ""
    var isLate = false
    var alarm: Alarm?
  }

  /// Milliseconds until the first word; `nil` for a run that says nothing.
  private let delay: Int?
  private let write: @Sendable (String) -> Void
  private let state = Mutex(State())

  init(afterMilliseconds delay: Int?, write: @escaping @Sendable (String) -> Void) {
    self.delay = delay
    self.write = write
  }

  /// - Parameter phase: what begins, as it is to be read: "reading the repository".
  func begin(_ phase: String) {
    guard let delay else { return }
    state.withLock { state in
      state.phase = phase
      if state.isLate {
        write("bulkhead: \(phase)…\n")
      } else if state.alarm == nil {
        state.alarm = Alarm(afterMilliseconds: delay) { [weak self] in self?.becomeLate() }
      }
    }
  }

  /// After this nothing more is said.
  func end() {
    let alarm = state.withLock { state in
      defer { state.alarm = nil }
      return state.alarm
    }
    alarm?.stop()
  }

  private func becomeLate() {
    state.withLock { state in
      state.isLate = true
      write("bulkhead: \(state.phase)…\n")
    }
  }
}
