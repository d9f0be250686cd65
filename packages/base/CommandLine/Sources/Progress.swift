import Platform
import Synchronization

/// Says on standard error what a run is at, once it has taken longer than people wait without wondering.
public final class Progress: Sendable {
  private struct State {
    var phase = ""
    var isLate = false
    var alarm: Alarm?
  }

  private let tool: String
  /// Milliseconds until the first word; `nil` for a run that says nothing.
  private let delay: Int?
  private let write: @Sendable (String) -> Void
  private let state = Mutex(State())

  /// - Parameter tool: the tool's name, which begins each line.
  public init(of tool: String, afterMilliseconds delay: Int?, write: @escaping @Sendable (String) -> Void) {
    self.tool = tool
    self.delay = delay
    self.write = write
  }

  /// - Parameter phase: what begins, as it is to be read: "reading the repository".
  public func begin(_ phase: String) {
    guard let delay else { return }
    state.withLock { state in
      state.phase = phase
      if state.isLate {
        write("\(tool): \(phase)…\n")
      } else if state.alarm == nil {
        state.alarm = Alarm(afterMilliseconds: delay) { [weak self] in self?.becomeLate() }
      }
    }
  }

  /// After this nothing more is said.
  public func end() {
    let alarm = state.withLock { state in
      defer { state.alarm = nil }
      return state.alarm
    }
    alarm?.stop()
  }

  private func becomeLate() {
    state.withLock { state in
      state.isLate = true
      write("\(tool): \(state.phase)…\n")
    }
  }
}
