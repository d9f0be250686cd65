import Synchronization

/// Calls something after a time, on a thread of its own, unless it is stopped before. Setting the clock changes nothing about the time.
public final class Alarm: Sendable {
  private let gate: ThreadGate
  private let thread: Mutex<NamedThread?>

  /// Where the system makes no more threads, nothing is called.
  public init(afterMilliseconds delay: Int, _ body: @escaping @Sendable () -> Void) {
    let gate = ThreadGate()
    let (nanoseconds, isTooLong) = delay.multipliedReportingOverflow(by: 1_000_000)
    self.gate = gate
    thread = Mutex(try? NamedThread("alarm") { if !gate.wait(nanoseconds: isTooLong ? .max / 2 : nanoseconds) { body() } })
  }

  /// From here on nothing is called; a call that has begun is waited for.
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
