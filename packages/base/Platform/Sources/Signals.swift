#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The signals that ask a process to end, awaited by a thread that does nothing else, so that they are noticed whatever the others do.
public enum Signals {
  /// A signal that asks a process to end.
  public enum Termination: Int32, Sendable, CaseIterable {
    case interrupt = 2
    case terminate = 15

    /// The name: `SIGTERM`.
    public var name: String { self == .interrupt ? "SIGINT" : "SIGTERM" }
    /// The exit status of a process that the signal ended: 128 and its number.
    public var exitStatus: Int32 { 128 + rawValue }
  }

  /// Blocks SIGINT and SIGTERM in the calling thread and in every thread that it starts from here on: call it before there are any. Signals
  /// that arrive meanwhile stay pending. This also holds for the first process of a container, for which the system drops signals that
  /// nobody awaits.
  public static func holdTermination() {
    var set = terminationSet
    pthread_sigmask(SIG_BLOCK, &set, nil)
  }

  /// Waits for SIGINT and SIGTERM on the calling thread: calls `first` at the first, which must return soon, and ends the process at the
  /// second, at once, with 128 and its number. `holdTermination` must have been called before.
  public static func awaitTermination(_ first: (Termination) -> Void) -> Never {
    first(next())
    _exit(next().exitStatus)
  }

  /// Does the same as `awaitTermination` on a thread of its own. False where the system makes no more threads.
  public static func onTermination(_ first: @escaping @Sendable (Termination) -> Void) -> Bool {
    guard let thread = Threads.start({ awaitTermination(first) }) else { return false }
    pthread_detach(thread)
    return true
  }

  private static func next() -> Termination {
    var set = terminationSet
    var number: Int32 = 0
    while true {
      if sigwait(&set, &number) == 0, let signal = Termination(rawValue: number) { return signal }
    }
  }

  private static var terminationSet: sigset_t {
    var set = sigset_t()
    sigemptyset(&set)
    for signal in Termination.allCases { sigaddset(&set, signal.rawValue) }
    return set
  }
}
