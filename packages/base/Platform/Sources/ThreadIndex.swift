import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A small number of the running thread, which selects its part of a structure that is split so that threads do not contend.
///
/// Numbers are dense: the first thread that asks gets 0, and the number of a thread that has ended goes to the next that asks.
public enum ThreadIndex {
  /// The number of the running thread, from 0.
  public static var current: Int {
    if let stored = pthread_getspecific(key) { return Int(bitPattern: stored) - 1 }
    let index = free.withLock { $0.take() }
    pthread_setspecific(key, UnsafeMutableRawPointer(bitPattern: index + 1))
    return index
  }

  /// The smallest power of two that gives each processor a part of its own, at most 64; threads with higher numbers share parts.
  public static let partCount: Int = {
    var count = 1
    while count < min(Threads.processorCount, 64) { count *= 2 }
    return count
  }()

  private static let free = Mutex(FreeNumbers())

  /// The key under which each thread stores its index + 1; as the thread ends, the system passes that to the destructor.
  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    #if canImport(Darwin)
      pthread_key_create(&key) { stored in ThreadIndex.release(Int(bitPattern: stored) - 1) }
    #else
      pthread_key_create(&key) { stored in ThreadIndex.release(Int(bitPattern: stored!) - 1) }
    #endif
    return key
  }()

  private static func release(_ index: Int) { free.withLock { $0.returned.append(index) } }

  private struct FreeNumbers {
    var next = 0
    var returned: [Int] = []

    mutating func take() -> Int {
      if let index = returned.popLast() { return index }
      next += 1
      return next - 1
    }
  }
}
