/// Something that an event loop calls: a socket, a task that sleeps. Two tasks can wait at it, a reader and a writer, each with its
/// deadline. Its state belongs to the loop's thread.
///
/// It is a member, and kept in memory, until it leaves. Public because sockets are; it offers nothing outside this package.
public class LoopMember: @unchecked Sendable {
  package enum Direction: UInt32, Sendable {
    case read = 0
    case write = 1
  }

  final let loop: EventLoop
  /// Its place in the loop's table, and what tells it from those who had the place before.
  final let slot: UInt32
  final let generation: UInt32
  // The loop's thread alone touches what follows, one access at a time.
  @exclusivity(unchecked) private final var reader = Waiting()
  @exclusivity(unchecked) private final var writer = Waiting()
  /// The task whose cancellation is watched for as long as it runs, so that its single waits need not watch.
  @exclusivity(unchecked) private final var owner: UInt = 0

  init(_ loop: EventLoop) {
    self.loop = loop
    (slot, generation) = loop.reserveSlot()
    loop.fill(slot, with: self)
  }

  /// The poller says that something happened to the descriptor.
  func ready(_ events: UInt32) {}

  /// The loop stops: everything that waits must end.
  func loopStops() {}

  /// Gives the place back. What is still waiting ends with `wake`.
  final func leave(_ wake: Wake) {
    reader.end(wake)
    writer.end(wake)
    loop.release(slot, generation)
  }

  /// Waits, without regard to what may already be so, until `wake` is called, the deadline has passed or the task is cancelled.
  final func wait(_ direction: Direction, until deadline: Deadline) async -> Wake {
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

  @inline(__always)
  final func wake(_ direction: Direction, _ wake: Wake = .ready) {
    if direction == .read { reader.end(wake) } else { writer.end(wake) }
  }

  final func isWaiting(_ direction: Direction) -> Bool { direction == .read ? reader.isWaiting : writer.isWaiting }

  private final func begin(_ direction: Direction, _ continuation: UnsafeContinuation<Wake, Never>, _ deadline: Deadline, isOwner: Bool) {
    if !isOwner, Task.isCancelled { return continuation.resume(returning: .cancelled) }
    if loop.stage != .running || !loop.contains(slot, generation) { return continuation.resume(returning: .closed) }
    if deadline <= loop.now { return continuation.resume(returning: .timedOut) }
    if direction == .read {
      reader.begin(continuation, until: deadline.nanoseconds, isOwner: isOwner)
    } else {
      writer.begin(continuation, until: deadline.nanoseconds, isOwner: isOwner)
    }
    loop.setTimer(timer(direction), noLaterThan: deadline.nanoseconds)
  }

  /// Has the connection rest until its reader is woken or the deadline has passed; `false` where one of these is already so.
  final func beginRest(_ resting: Resting, until deadline: Deadline) -> Bool {
    if loop.stage != .running || !loop.contains(slot, generation) || deadline <= loop.now { return false }
    reader.begin(resting, until: deadline.nanoseconds)
    loop.setTimer(timer(.read), noLaterThan: deadline.nanoseconds)
    return true
  }

  /// Wakes the connection if it rests with this acceptor.
  final func endRest(with acceptor: Acceptor) {
    if reader.resting?.acceptor === acceptor { wake(.read) }
  }

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

  /// The timer of the direction went off. It was set for some wait, and the one of now may have longer to go: only then is it set again.
  final func timerFired(_ direction: Direction, at moment: Int64) {
    let waiting = direction == .read ? reader : writer
    if !waiting.isWaiting { return }
    if waiting.deadline <= moment { wake(direction, .timedOut) } else { loop.setTimer(timer(direction), noLaterThan: waiting.deadline) }
  }

  private final func timer(_ direction: Direction) -> UInt32 { slot &* 2 &+ direction.rawValue }
}
