import Platform
import Synchronization

/// An executor with threads of its own, for tests that block theirs.
final class BlockingThreads: TaskExecutor {
  /// The threads of blocking tests, one for each core.
  static let shared = BlockingThreads("blocking", count: max(2, Threads.processorCount))
  /// The thread of tests that compile: one, because a compiler takes all cores.
  static let building = BlockingThreads("building", count: 1)

  private struct State {
    /// The jobs in order of arrival, from `head` on.
    var jobs: [UnownedJob] = []
    var head = 0
    /// The gates of the threads that have nothing to do.
    var idle: [ThreadGate] = []
  }

  private let state = Mutex(State())

  init(_ name: String, count: Int) {
    for number in 0..<count {
      do {
        // The threads run for as long as the tests.
        try NamedThread("\(name)-\(number)") { self.run() }.detach()
      } catch {
        preconditionFailure("The tests need \(count) threads more: \(error)")
      }
    }
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let gate = state.withLock { state in
      state.jobs.append(job)
      return state.idle.popLast()
    }
    gate?.open()
  }

  private func run() {
    let gate = ThreadGate()
    while true {
      if let job = next(orWaitAt: gate) {
        job.runSynchronously(on: asUnownedTaskExecutor())
      } else {
        gate.wait()
      }
    }
  }

  private func next(orWaitAt gate: ThreadGate) -> UnownedJob? {
    state.withLock { state in
      if state.head == state.jobs.count {
        state.idle.append(gate)
        return nil
      }
      defer { state.head += 1 }
      // Finished jobs are dropped in batches, so that the list stays short.
      if state.head > 256 {
        state.jobs.removeFirst(state.head)
        state.head = 0
      }
      return state.jobs[state.head]
    }
  }
}
