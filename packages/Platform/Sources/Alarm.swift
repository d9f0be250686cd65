#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Calls something after a time, on a thread of its own, unless it is stopped before.
public final class Alarm: Sendable {
  private let bell: Bell

  public init(afterMilliseconds delay: Int, _ body: @escaping @Sendable () -> Void) {
    let bell = Bell(delay: delay)
    self.bell = bell
    bell.thread = Threads.start { if bell.waitUntilDue() { body() } }
  }

  /// From here on nothing is called; a call that has begun is waited for.
  public func stop() { bell.stop() }

  deinit { stop() }
}

/// The lock and the condition live as long as either thread needs them, so they stand apart from the alarm.
private final class Bell: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var due = timespec()
  private var isStopped = false
  /// Touched only by the thread that owns the alarm.
  var thread: pthread_t?

  init(delay: Int) {
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(condition, nil)
    clock_gettime(CLOCK_REALTIME, &due)
    let nanoseconds = due.tv_nsec + delay % 1000 * 1_000_000
    due.tv_sec += delay / 1000 + nanoseconds / 1_000_000_000
    due.tv_nsec = nanoseconds % 1_000_000_000
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
  }

  func waitUntilDue() -> Bool {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while !isStopped {
      if pthread_cond_timedwait(condition, mutex, &due) == ETIMEDOUT { return !isStopped }
    }
    return false
  }

  func stop() {
    pthread_mutex_lock(mutex)
    isStopped = true
    pthread_cond_signal(condition)
    pthread_mutex_unlock(mutex)
    if let thread { pthread_join(thread, nil) }
    thread = nil
  }
}
