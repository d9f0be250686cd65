/// Something that an event loop calls: a socket, a task that sleeps. Two tasks can wait at it, a reader and a writer, each with its
/// deadline. Its state belongs to the loop's thread.
///
/// It is a member, and kept in memory, until it leaves. Public because sockets are; it offers nothing outside this package.
public class LoopMember: @unchecked Sendable {
  /// The direction of a wait: for bytes to be read, or for room to write.
  package enum Direction: UInt32, Sendable {
    case read = 0
    case write = 1
  }

  final let loop: EventLoop
  /// What the loop knows the member by.
  final let key: SlotKey
  // The loop's thread alone touches what follows, one access at a time.
  @exclusivity(unchecked) private final var reader = Waiting()
  @exclusivity(unchecked) private final var writer = Waiting()
  /// Identity of the task whose cancellation is watched for as long as it runs, so that its single waits need not watch; 0 for none.
  @exclusivity(unchecked) private final var owner: UInt = 0

  init(_ loop: EventLoop) {
    self.loop = loop
    key = loop.reserve()
    loop.fill(key, with: self)
  }

  /// Called by the loop when the poller has events, flags of epoll_ctl(2), for the descriptor.
  func ready(_ events: UInt32) {}

  /// Called by the loop when it stops: everything that waits must end.
  func loopStops() {}

  /// Gives the place in the loop back. What is still waiting ends with `outcome`.
  final func leave(_ outcome: WaitOutcome) {
    reader.end(outcome)
    writer.end(outcome)
    loop.remove(key)
  }

  // MARK: waits

  final func isWaiting(_ direction: Direction) -> Bool { direction == .read ? reader.isWaiting : writer.isWaiting }

  /// Waits, without regard to what may already be so, until `wake` is called, the deadline has passed or the task is cancelled.
  final func wait(_ direction: Direction, until deadline: Deadline) async -> WaitOutcome {
    let (task, isCancelled) = Self.currentTask()
    if task == owner, task != 0 {
      if isCancelled { return .cancelled }
      return await withUnsafeContinuation { continuation in begin(direction, continuation, deadline, isOwner: true) }
    }
    let number = direction == .read ? reader.announce() : writer.announce()
    return await withTaskCancellationHandler {
      await withUnsafeContinuation { continuation in begin(direction, continuation, deadline, isOwner: false) }
    } onCancel: {
      // Never resumed from here: this runs on any thread, inside the lock of the task's status.
      loop.execute { [self] in cancel(direction, number) }
    }
  }

  private final func begin(
    _ direction: Direction, _ continuation: UnsafeContinuation<WaitOutcome, Never>, _ deadline: Deadline, isOwner: Bool
  ) {
    if !isOwner, Task.isCancelled { return continuation.resume(returning: .cancelled) }
    if !loop.mayWait(key) { return continuation.resume(returning: .closed) }
    if deadline <= loop.now { return continuation.resume(returning: .timedOut) }
    if direction == .read {
      reader.begin(continuation, until: deadline.nanoseconds, isOwner: isOwner)
    } else {
      writer.begin(continuation, until: deadline.nanoseconds, isOwner: isOwner)
    }
    loop.setTimer(key, direction, noLaterThan: deadline.nanoseconds)
  }

  /// Ends the wait in this direction, if there is one.
  @inline(__always)
  final func wake(_ direction: Direction, _ outcome: WaitOutcome = .ready) {
    if direction == .read { reader.end(outcome) } else { writer.end(outcome) }
  }

  /// Called by the loop when the direction's timer went off. It was set for some wait, and the one of now may have longer to go: only
  /// then is it set again.
  final func timerFired(_ direction: Direction, at moment: Int64) {
    let waiting = direction == .read ? reader : writer
    if !waiting.isWaiting { return }
    if waiting.deadline <= moment {
      wake(direction, .timedOut)
    } else {
      loop.setTimer(key, direction, noLaterThan: waiting.deadline)
    }
  }

  // MARK: parked waits

  /// Parks the wait for the reader's wake or the deadline; `false` where the deadline has passed or the loop stops.
  final func park(_ wait: ParkedWait, until deadline: Deadline) -> Bool {
    if !loop.mayWait(key) || deadline <= loop.now { return false }
    reader.begin(wait, until: deadline.nanoseconds)
    loop.setTimer(key, .read, noLaterThan: deadline.nanoseconds)
    return true
  }

  /// Ends the parked wait, if there is one and it is meant.
  final func endParked(where isMeant: (ParkedWait) -> Bool) {
    if let wait = reader.parked, isMeant(wait) { wake(.read) }
  }

  // MARK: cancellation

  /// Runs `body`, a part of the calling task, watching for the task's cancellation once: what that costs, a single wait then saves.
  final func owned(_ body: () async -> Void) async {
    owner = Self.currentTask().identity
    await withTaskCancellationHandler(operation: body) {
      loop.execute { [self] in cancelOwner() }
    }
    owner = 0
  }

  /// What tells the task that calls from all others that are under way, and whether it was cancelled; 0 and `false` for no task.
  @inline(__always)
  private static func currentTask() -> (identity: UInt, isCancelled: Bool) {
    withUnsafeCurrentTask { task in
      guard let task else { return (0, false) }
      return (unsafeBitCast(task, to: UInt.self), task.isCancelled)
    }
  }

  private final func cancelOwner() {
    if reader.isOwner { reader.end(.cancelled) }
    if writer.isOwner { writer.end(.cancelled) }
  }

  private final func cancel(_ direction: Direction, _ number: UInt32) {
    if (direction == .read ? reader.number : writer.number) == number { wake(direction, .cancelled) }
  }
}
