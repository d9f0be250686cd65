#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Work shared by the processors, on plain threads.
public enum Threads {
  /// The number of processors that are online.
  public static let processorCount = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))

  /// Calls `body` once on each of `count` threads, the calling one among them, with the number of the worker from 0, and returns when all
  /// have returned. If the system makes fewer threads, the existing ones take the remaining numbers.
  public static func run(_ count: Int = processorCount, _ body: @Sendable (_ worker: Int) -> Void) {
    withoutActuallyEscaping(body) { body in
      var threads: [pthread_t] = []
      var unstarted: [Int] = [0]
      for worker in 1..<max(count, 1) {
        if let thread = start({ body(worker) }) { threads.append(thread) } else { unstarted.append(worker) }
      }
      for worker in unstarted { body(worker) }
      for thread in threads { pthread_join(thread, nil) }
    }
  }

  /// Starts a thread that runs `body`; `nil` where the system makes no more.
  static func start(_ body: @escaping @Sendable () -> Void) -> pthread_t? {
    let start = Unmanaged.passRetained(Start(body))
    #if canImport(Darwin)
      var thread: pthread_t?
    #else
      var thread = pthread_t()
    #endif
    if pthread_create(&thread, nil, threadMain, start.toOpaque()) != 0 {
      start.release()
      return nil
    }
    return thread
  }
}

/// The body of a thread, boxed to pass through C.
private final class Start {
  let body: @Sendable () -> Void
  init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}

#if canImport(Darwin)
  private func threadMain(_ start: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
    Unmanaged<Start>.fromOpaque(start).takeRetainedValue().body()
    return nil
  }
#else
  private func threadMain(_ start: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    Unmanaged<Start>.fromOpaque(start!).takeRetainedValue().body()
    return nil
  }
#endif
