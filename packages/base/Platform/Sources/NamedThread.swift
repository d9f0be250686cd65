#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A thread with a name that debuggers and `top` show.
public struct NamedThread: @unchecked Sendable {
  // A handle that may go from thread to thread, though on macOS it is a pointer.
  private let thread: pthread_t

  /// Starts `body` on a new thread. The system shows the first 15 bytes of the name. Throws where it makes no more threads.
  public init(_ name: String, _ body: @escaping @Sendable () -> Void) throws(PlatformError) {
    let started = Threads.start {
      Self.setName(name)
      body()
    }
    guard let started else { throw PlatformError("start a thread", name, code: EAGAIN) }
    thread = started
  }

  /// Waits until the thread has ended. Exactly one of `join` and `detach` must be called, once; `join` not by the thread itself.
  public func join() { pthread_join(thread, nil) }

  /// Lets the thread end by itself, without anyone waiting for it.
  public func detach() { pthread_detach(thread) }

  private static func setName(_ name: String) {
    #if canImport(Darwin)
      pthread_setname_np(name)
    #else
      let file = open("/proc/thread-self/comm", O_WRONLY | O_CLOEXEC)
      if file < 0 { return }
      let bytes = Array(name.utf8.prefix(15))
      _ = write(file, bytes, bytes.count)
      close(file)
    #endif
  }
}
