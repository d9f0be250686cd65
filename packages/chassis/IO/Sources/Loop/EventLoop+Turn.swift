import CLinux
import Synchronization

extension EventLoop {
  static let wakerData = UInt64.max
  /// So many parts of tasks run before sockets and timers are looked at again. What they write is sent then: more of them would have more
  /// buffers in use than a processor's cache likes.
  private static let jobsPerTurn = 64
  private static let operationsPerJob = 32
  private static let largestEventBatch = 4096

  /// The thread's main function.
  func run() {
    CurrentLoop.set(self)
    while true {
      poll()
      fireTimers()
      takeMail()
      runJobs()
      figures.turnEnded()
      if stage == .stopping, endIfQuiet() { break }
    }
    CurrentLoop.set(nil)
  }

  private func poll() {
    isPolling.store(true, ordering: .sequentiallyConsistent)
    let isIdle = jobs.isEmpty && calls.isEmpty && yielded.isEmpty && stage == .running
    let timeout = isIdle && !hasMail.load(ordering: .sequentiallyConsistent) ? millisecondsToWait() : 0
    let count = System.wait(poller, events, milliseconds: timeout)
    isPolling.store(false, ordering: .relaxed)
    turnBegan = System.monotonicNanoseconds()
    figures.turnBegan(turnBegan)
    for position in 0..<count {
      let data = events[position].data.u64
      if data == Self.wakerData { continue }
      table[UInt32(truncatingIfNeeded: data), UInt32(truncatingIfNeeded: data >> 32)]?.ready(events[position].events)
    }
    if count == events.count, count < Self.largestEventBatch {
      events.deallocate()
      events = .allocate(capacity: count * 2)
    }
  }

  /// Rounded up, so that a timer which went off is due.
  private func millisecondsToWait() -> Int32 {
    let earliest = timers.earliest
    if earliest == .max { return -1 }
    let wait = max(0, earliest - System.monotonicNanoseconds())
    return Int32(min(wait / 1_000_000 + (wait % 1_000_000 > 0 ? 1 : 0), 3_600_000))
  }

  private func fireTimers() {
    while let number = timers.removeDue(at: turnBegan) {
      table[number / 2]?.timerFired(number % 2 == 0 ? .read : .write, at: turnBegan)
    }
  }

  private func takeMail() {
    if !hasMail.load(ordering: .acquiring) { return }
    let (newJobs, newCalls, isStopRequested) = mail.withLock { mail in
      hasMail.store(false, ordering: .relaxed)
      defer {
        mail.jobs.removeAll()
        mail.calls.removeAll()
      }
      return (mail.jobs, mail.calls, mail.isStopRequested)
    }
    for job in newJobs { jobs.append(job) }
    for call in newCalls { calls.append(call) }
    if isStopRequested, stage == .running { beginStopping() }
  }

  private func runJobs() {
    for _ in 0..<yielded.count { yielded.removeFirst().resume() }
    for _ in 0..<calls.count {
      budget = Self.operationsPerJob
      calls.removeFirst()()
    }
    var left = Self.jobsPerTurn
    let executor = asUnownedTaskExecutor()
    while left > 0, !jobs.isEmpty {
      left -= 1
      budget = Self.operationsPerJob
      jobs.removeFirst().runSynchronously(on: executor)
    }
  }

  private func beginStopping() {
    stage = .stopping
    for member in table.members { member.loopStops() }
  }

  /// Ends the loop once nothing is left to run on it. What still waits elsewhere will find it ended.
  private func endIfQuiet() -> Bool {
    if !(jobs.isEmpty && calls.isEmpty && yielded.isEmpty) { return false }
    return mail.withLock { mail in
      if !(mail.jobs.isEmpty && mail.calls.isEmpty) { return false }
      mail.isEnded = true
      stage = .ended
      return true
    }
  }
}
