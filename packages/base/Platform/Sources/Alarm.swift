import Synchronization

/// A call after a delay, on a thread of its own, unless it is stopped before. Setting the system's clock does not change the delay.
public final class Alarm: Sendable {
  private let gate: ThreadGate
  private let thread: Mutex<NamedThread?>

  /// Starts the delay, after which `body` is called. Where the system makes no more threads, nothing is called.
  public init(afterMilliseconds delay: Int, _ body: @escaping @Sendable () -> Void) {
    let gate = ThreadGate()
    let (nanoseconds, isTooLong) = delay.multipliedReportingOverflow(by: 1_000_000)
    self.gate = gate
    thread = Mutex(try? NamedThread("alarm") { if !gate.wait(nanoseconds: isTooLong ? .max / 2 : nanoseconds) { body() } })
  }

  /// Prevents the call from now on; waits for one that has begun.
  public func stop() {
    let thread = thread.withLock { thread in
      defer { thread = nil }
      return thread
    }
    gate.open()
    thread?.join()
  }

  deinit { stop() }
}
