#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension Threads {
  /// Runs `body` on a thread of its own that nobody waits for. No signal is delivered to it: those of the process go to its other threads,
  /// and a write to a pipe without a reader is an error (`EPIPE`) there, whatever the process does about `SIGPIPE`.
  public static func background(_ body: @escaping @Sendable () -> Void) throws(PlatformError) {
    var all = sigset_t()
    var before = sigset_t()
    sigfillset(&all)
    // A new thread starts with the mask of the one that makes it.
    pthread_sigmask(SIG_SETMASK, &all, &before)
    let thread = start(body)
    let code = errno
    pthread_sigmask(SIG_SETMASK, &before, nil)
    guard let thread else { throw PlatformError("start", "a thread", code: code) }
    pthread_detach(thread)
  }
}
