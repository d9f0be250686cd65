import Glibc

/// The loop whose thread calls, kept with the thread (pthread_setspecific(3)).
enum CurrentLoop {
  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    precondition(pthread_key_create(&key, nil) == 0, "the process has no thread-specific key left")
    return key
  }()

  static func get() -> EventLoop? {
    pthread_getspecific(key).map { Unmanaged<EventLoop>.fromOpaque($0).takeUnretainedValue() }
  }

  @inline(__always)
  static func isCurrent(_ loop: EventLoop) -> Bool { pthread_getspecific(key) == Unmanaged.passUnretained(loop).toOpaque() }

  /// Sets the calling thread's loop. Until it is set to `nil`, the caller keeps the loop in memory.
  static func set(_ loop: EventLoop?) {
    pthread_setspecific(key, loop.map { UnsafeRawPointer(Unmanaged.passUnretained($0).toOpaque()) })
  }
}
