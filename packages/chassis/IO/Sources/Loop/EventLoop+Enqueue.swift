import Synchronization

extension EventLoop {
  /// Runs a part of a task. From the loop itself this takes no lock and allocates nothing.
  public func enqueue(_ job: consuming ExecutorJob) { enqueue(UnownedJob(job)) }

  public func enqueue(_ job: UnownedJob) {
    if isCurrent {
      jobs.append(job)
    } else if !post({ $0.jobs.append(job) }) {
      // The loop has stopped; its tasks find their sockets closed, and end elsewhere.
      globalConcurrentExecutor.enqueue(job)
    }
  }

  /// Calls `body` on the loop, soon; after the loop has stopped, at once and here.
  public func execute(_ body: @escaping @Sendable () -> Void) {
    if isCurrent {
      calls.append(body)
    } else if !post({ $0.calls.append(body) }) {
      body()
    }
  }

  /// Adds to the mail, and wakes the loop if it may be waiting. `false` if nobody reads it any more.
  func post(_ add: (inout sending Mail) -> Void) -> Bool {
    let isTaken = mail.withLock { mail in
      if mail.isEnded { return false }
      add(&mail)
      hasMail.store(true, ordering: .sequentiallyConsistent)
      return true
    }
    // Either the loop sees the mail before it waits, or this sees that it may be waiting.
    if isTaken, isPolling.exchange(false, ordering: .sequentiallyConsistent) { System.wake(waker) }
    return isTaken
  }

  /// Lets the other tasks of the loop, its sockets and its timers have their turn, and goes on after them.
  public func yield() async {
    if !isCurrent { return }
    await withUnsafeContinuation { yielded.append($0) }
  }

  func setTimer(_ number: UInt32, noLaterThan moment: Int64) {
    if moment < timers.moment(of: number) { timers.set(number, at: moment) }
  }

  func reserveSlot() -> (slot: UInt32, generation: UInt32) {
    assertCurrent()
    return table.reserve()
  }

  func fill(_ slot: UInt32, with member: LoopMember) { table.fill(slot, with: member) }

  func contains(_ slot: UInt32, _ generation: UInt32) -> Bool { table[slot, generation] != nil }

  func release(_ slot: UInt32, _ generation: UInt32) {
    if !table.remove(slot, generation) { return }
    timers.remove(slot &* 2)
    timers.remove(slot &* 2 &+ 1)
  }
}

extension EventLoop {
  /// Has the poller tell the member of the descriptor's events.
  func register(_ descriptor: Int32, _ events: UInt32, _ member: LoopMember) -> Int {
    System.register(poller, descriptor, events, UInt64(member.generation) << 32 | UInt64(member.slot))
  }
}
