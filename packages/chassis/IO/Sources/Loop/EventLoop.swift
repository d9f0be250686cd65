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
  /// Its number among its siblings, from 0.
  public let index: Int

  // What other threads touch.
  let mail: Mutex<Mail> = Mutex(Mail())
  let hasMail = Atomic<Bool>(false)
  let isPolling = Atomic<Bool>(false)
  /// How the loop is doing.
  public let figures = LoopFigures()

  // What the loop's thread alone touches, one access at a time.
  let poller: Int32
  let waker: Int32
  @exclusivity(unchecked) var jobs = RunQueue<UnownedJob>()
  @exclusivity(unchecked) var calls = RunQueue<@Sendable () -> Void>()
  @exclusivity(unchecked) var yielded = RunQueue<UnsafeContinuation<Void, Never>>()
  @exclusivity(unchecked) var table = SlotTable()
  @exclusivity(unchecked) var timers = TimerHeap()
  @exclusivity(unchecked) var events: UnsafeMutableBufferPointer<epoll_event>
  @exclusivity(unchecked) var turnBegan: Int64
  /// How many more reads and writes the running task may make before it must let others have their turn.
  @exclusivity(unchecked) package var budget = 0
  @exclusivity(unchecked) var stage = Stage.running

  enum Stage { case running, stopping, ended }

  init(index: Int) throws(IOError) {
    self.index = index
    poller = try Self.made(System.makePoller(), "an epoll")
    let waker = System.makeWaker()
    if waker < 0 { System.close(poller) }
    self.waker = try Self.made(waker, "an eventfd")
    events = .allocate(capacity: 64)
    turnBegan = System.monotonicNanoseconds()
    let registered = System.register(poller, self.waker, Poll.input | Poll.edge, Self.wakerData)
    precondition(registered == 0, "an empty poller takes an eventfd")
  }

  deinit {
    System.close(waker)
    System.close(poller)
    events.deallocate()
  }

  private static func made(_ result: Int, _ what: String) throws(IOError) -> Int32 {
    if result < 0 { throw .system(action: "make", subject: what, code: Int32(-result)) }
    return Int32(result)
  }

  /// The loop whose thread this is.
  public static var current: EventLoop? { CurrentLoop.get() }

  /// The code that asks runs on this loop.
  public var isCurrent: Bool { CurrentLoop.isCurrent(self) }

  /// The moment at which the turn began, near enough to the present for deadlines. Only on the loop.
  public var now: Deadline { Deadline(nanoseconds: turnBegan) }

  package var hasEnded: Bool { mail.withLock { $0.isEnded } }

  /// Whoever touches what belongs to the loop must run on it, or after it.
  @inline(__always)
  package func assertCurrent() {
    precondition(isCurrent || hasEnded, "used away from its event loop; run the task with EventLoop.run or Task(executorPreference: loop)")
  }
}
