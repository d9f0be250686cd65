import CLinux
import Platform
import Synchronization

/// A thread that waits for sockets and deadlines and runs the tasks that wait for them.
///
/// It is the executor of its tasks: a task that prefers it runs on its thread alone, and what such tasks share needs no lock.
///
///     try await loop.run {
///       let socket = try await Connector.connect(to: address, deadline: .after(.seconds(5)))
///       …
///     }
///
/// A task must not block the thread, and what takes long must let others have their turn: `await EventLoop.current?.yield()`.
public final class EventLoop: TaskExecutor, @unchecked Sendable {
  /// Parts of tasks that run before sockets and timers are looked at again. What they write is sent then: more of them would have more
  /// buffers in use than a processor's cache likes.
  private static let jobsPerTurn = 64
  private static let operationsPerJob = 32
  private static let largestEventBatch = 4096
  /// The poller's data for the waker; no member has it.
  private static let wakerData = UInt64.max

  private enum Stage { case running, stopping, ended }

  /// Number of the loop among its siblings, from 0.
  public let index: Int
  /// Turns, lag and connections of the loop, for any thread to read.
  public let figures = LoopFigures()
  /// Work from other threads.
  private let mailbox: Mailbox
  /// An epoll(7).
  private let poller: Int32

  // The loop's thread alone touches what follows, one access at a time.
  @exclusivity(unchecked) private var jobs = RunQueue<UnownedJob>()
  @exclusivity(unchecked) private var calls = RunQueue<@Sendable () -> Void>()
  @exclusivity(unchecked) private var yielded = RunQueue<UnsafeContinuation<Void, Never>>()
  @exclusivity(unchecked) private var members = SlotTable()
  /// Timers of the members, two for each: numbered as `timer(_:_:)` says.
  @exclusivity(unchecked) private var timers = TimerHeap()
  @exclusivity(unchecked) private var events: UnsafeMutableBufferPointer<epoll_event>
  @exclusivity(unchecked) private var turnBegan: Int64
  @exclusivity(unchecked) private var stage = Stage.running
  /// Reads and writes that the running task may still make before it must let others have their turn.
  @exclusivity(unchecked) package private(set) var operationsLeft = 0

  init(index: Int) throws(IOError) {
    self.index = index
    mailbox = try Mailbox()
    poller = try IOError.check(System.makePoller(), "make", "an epoll")
    events = .allocate(capacity: 64)
    turnBegan = System.monotonicNanoseconds()
    let registered = System.register(poller, mailbox.waker, Poll.input | Poll.edge, Self.wakerData)
    precondition(registered == 0, "an empty poller takes an eventfd")
  }

  deinit {
    System.close(poller)
    events.deallocate()
  }

  // MARK: who asks

  /// The loop whose thread calls; `nil` on any other thread.
  public static var current: EventLoop? { CurrentLoop.get() }

  /// Whether the code that asks runs on this loop.
  public var isCurrent: Bool { CurrentLoop.isCurrent(self) }

  /// The moment at which the turn began, near enough to the present for deadlines. Only on the loop.
  public var now: Deadline { Deadline(nanoseconds: turnBegan) }

  /// Whether the loop has stopped, and its thread runs nothing more. Any thread may ask.
  package var hasEnded: Bool { mailbox.isClosed }

  /// Whether the loop has not been told to stop. Only on the loop.
  var isRunning: Bool { stage == .running }

  /// Ends the process unless the caller runs on the loop, or the loop has ended: what belongs to a loop is touched by its thread alone.
  @inline(__always)
  package func assertCurrent() {
    precondition(isCurrent || hasEnded, "used away from its event loop; run the task with EventLoop.run or Task(executorPreference: loop)")
  }

  // MARK: work

  /// Runs a part of a task. From the loop itself this takes no lock and allocates nothing.
  public func enqueue(_ job: consuming ExecutorJob) { enqueue(UnownedJob(job)) }

  /// Runs a part of a task; after the loop has stopped, on a thread of Swift's pool.
  public func enqueue(_ job: UnownedJob) {
    if isCurrent {
      jobs.append(job)
    } else if !mailbox.post({ $0.jobs.append(job) }) {
      // The loop has stopped; its tasks find their sockets closed, and end elsewhere.
      globalConcurrentExecutor.enqueue(job)
    }
  }

  /// Calls `body` on the loop, soon; after the loop has stopped, at once and here. Any thread may ask.
  public func execute(_ body: @escaping @Sendable () -> Void) {
    if isCurrent {
      calls.append(body)
    } else if !mailbox.post({ $0.calls.append(body) }) {
      body()
    }
  }

  /// Runs `body`, a part of the calling task, on this loop: it, and the child tasks that it makes, stay there. From any task.
  public func run<Result: Sendable, Failure: Error>(
    _ body: @Sendable () async throws(Failure) -> Result
  ) async throws(Failure) -> Result {
    try await withTaskExecutorPreference(self) { () async throws(Failure) -> Result in
      // The preference counts when the task is resumed, and so it has to wait once.
      await withUnsafeContinuation { continuation in self.execute { continuation.resume() } }
      return try await body()
    }
  }

  /// Lets the other tasks of the loop, its sockets and its timers have their turn, and goes on after them. Elsewhere it does nothing.
  public func yield() async {
    if !isCurrent { return }
    await withUnsafeContinuation { yielded.append($0) }
  }

  /// Counts a read or a write of the running task; `false` where it has made as many as it may, and has to wait.
  @inline(__always)
  package func takeOperation() -> Bool {
    if operationsLeft == 0 { return false }
    operationsLeft -= 1
    return true
  }

  // MARK: members

  /// Takes a place for a member, which `fill` puts there.
  func reserve() -> SlotKey {
    assertCurrent()
    return members.reserve()
  }

  func fill(_ key: SlotKey, with member: LoopMember) { members.fill(key, with: member) }

  /// Whether the member is there, and may wait.
  func mayWait(_ key: SlotKey) -> Bool { stage == .running && members[key] != nil }

  /// Gives the member's place and timers back.
  func remove(_ key: SlotKey) {
    if !members.remove(key) { return }
    timers.remove(Self.timer(key.index, .read))
    timers.remove(Self.timer(key.index, .write))
  }

  /// Sets the member's timer unless it goes off earlier already.
  func setTimer(_ key: SlotKey, _ direction: LoopMember.Direction, noLaterThan moment: Int64) {
    let timer = Self.timer(key.index, direction)
    if moment < timers.moment(of: timer) { timers.set(timer, at: moment) }
  }

  /// Has the poller tell the member of the descriptor's events. Returns 0, or the error number negated.
  func register(_ descriptor: Int32, _ events: UInt32, _ member: LoopMember) -> Int {
    System.register(poller, descriptor, events, member.key.bits)
  }

  func unregister(_ descriptor: Int32) { _ = System.unregister(poller, descriptor) }

  /// Ends the parked waits of all members that `isMeant` holds for.
  func endParked(where isMeant: (ParkedWait) -> Bool) {
    for member in members.all { member.endParked(where: isMeant) }
  }

  /// Members that the loop has, and timers that are set.
  var counts: (members: Int, timers: Int) { (members.count, timers.count) }

  private static func timer(_ index: UInt32, _ direction: LoopMember.Direction) -> UInt32 { index &* 2 &+ direction.rawValue }

  // MARK: the thread

  /// The thread's main function: turns, until the loop is told to stop and has nothing left to run.
  func runTurns() {
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

  /// Tells the loop to stop. Any thread may call it, more than once.
  func requestStop() { _ = mailbox.post { $0.isStopRequested = true } }

  private func poll() {
    let hasMail = mailbox.beginPolling()
    let isIdle = isQuiet && stage == .running && !hasMail
    let count = System.wait(poller, events, milliseconds: isIdle ? millisecondsToWait() : 0)
    mailbox.endPolling()
    turnBegan = System.monotonicNanoseconds()
    figures.turnBegan(turnBegan)
    for position in 0..<count {
      let data = events[position].data.u64
      if data == Self.wakerData { continue }
      members[SlotKey(bits: data)]?.ready(events[position].events)
    }
    if count == events.count, count < Self.largestEventBatch {
      events.deallocate()
      events = .allocate(capacity: count * 2)
    }
  }

  private var isQuiet: Bool { jobs.isEmpty && calls.isEmpty && yielded.isEmpty }

  /// Milliseconds to the earliest timer, rounded up, so that a timer which went off is due; -1 where none is set.
  private func millisecondsToWait() -> Int32 {
    let earliest = timers.earliest
    if earliest == .max { return -1 }
    let wait = max(0, earliest - System.monotonicNanoseconds())
    return Int32(min(wait / 1_000_000 + (wait % 1_000_000 > 0 ? 1 : 0), 3_600_000))
  }

  private func fireTimers() {
    while let timer = timers.removeDue(at: turnBegan) {
      members[timer / 2]?.timerFired(timer % 2 == 0 ? .read : .write, at: turnBegan)
    }
  }

  private func takeMail() {
    guard let mail = mailbox.take() else { return }
    for job in mail.jobs { jobs.append(job) }
    for call in mail.calls { calls.append(call) }
    if mail.isStopRequested, stage == .running { beginStopping() }
  }

  private func runJobs() {
    for _ in 0..<yielded.count { yielded.removeFirst().resume() }
    for _ in 0..<calls.count {
      operationsLeft = Self.operationsPerJob
      calls.removeFirst()()
    }
    var left = Self.jobsPerTurn
    let executor = asUnownedTaskExecutor()
    while left > 0, !jobs.isEmpty {
      left -= 1
      operationsLeft = Self.operationsPerJob
      jobs.removeFirst().runSynchronously(on: executor)
    }
  }

  private func beginStopping() {
    stage = .stopping
    for member in members.all { member.loopStops() }
  }

  /// Ends the loop once nothing is left to run on it. What still waits elsewhere will find it ended.
  private func endIfQuiet() -> Bool {
    if !isQuiet || !mailbox.closeIfEmpty() { return false }
    stage = .ended
    return true
  }
}
