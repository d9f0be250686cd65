import CommandLine
import IO
import Synchronization

/// Asks processes whether they are ready until they are.
final class ReadinessWatch: Sendable {
  private let loop: EventLoop
  private let lastAnswers = Mutex<[String: String]>([:])
  private let tasks = Mutex<[String: Task<Void, Never>]>([:])

  init(loop: EventLoop) { self.loop = loop }

  /// What the process said last; `nil` where it has not been asked.
  func lastAnswer(_ name: String) -> String? { lastAnswers.withLock { $0[name] } }

  /// Begins to ask the process for `/readyz`, and calls `onReady` once it answers 200.
  func watch(_ name: String, at health: String, onReady: @escaping @Sendable () -> Void) {
    stop(name)
    let task = Task(executorPreference: loop) { [self] in
      var pause = Duration.milliseconds(5)
      while !Task.isCancelled {
        do {
          let response = try await RawConnection.get("/readyz?verbose", at: ProcessAddresses.reachable(health), within: .seconds(5))
          if response.status == 200 { return onReady() }
          let failing = response.text.split(separator: "\n").filter { $0.hasPrefix("[-]") }.joined(separator: "; ")
          note(name, "/readyz answers \(response.status)\(failing.isEmpty ? "" : " \(VisibleText.oneLine(failing))")")
        } catch {
          note(name, "/readyz: \(error)")
        }
        do { try await EventLoop.sleep(until: .after(pause)) } catch { return }
        pause = min(pause * 2, .milliseconds(250))
      }
    }
    tasks.withLock { $0[name] = task }
  }

  func note(_ name: String, _ answer: String) { lastAnswers.withLock { $0[name] = answer } }

  func stop(_ name: String) {
    tasks.withLock { tasks in
      tasks[name]?.cancel()
      tasks[name] = nil
    }
  }
}
