import Synchronization

/// What other threads have for a loop to run, and the descriptor that wakes the loop for it. Any thread may post; the loop takes.
///
/// A post costs a system call only where the loop may be waiting: the loop says that it is about to wait before it looks for mail, and
/// who posts looks whether it waits after the mail is there, so that one of them sees the other.
struct Mailbox: ~Copyable, Sendable {
  struct Mail {
    var jobs: [UnownedJob] = []
    var calls: [@Sendable () -> Void] = []
    var isStopRequested = false
  }

  // Not private: a private part of a noncopyable type breaks Swift 6.3.1 where another file stores the type.
  struct Contents {
    var mail = Mail()
    /// Nobody takes the mail any more.
    var isClosed = false
  }

  private let contents = Mutex(Contents())
  private let hasMail = Atomic<Bool>(false)
  private let isPolling = Atomic<Bool>(false)
  /// An eventfd(2), which the loop's poller watches.
  let waker: Int32

  init() throws(IOError) { waker = try IOError.check(System.makeWaker(), "make", "an eventfd") }

  deinit { System.close(waker) }

  var isClosed: Bool { contents.withLock { $0.isClosed } }

  /// Adds to the mail, and wakes the loop if it may be waiting. `false` if nobody takes it any more.
  func post(_ add: (inout Mail) -> Void) -> Bool {
    let isTaken = contents.withLock { contents in
      if contents.isClosed { return false }
      add(&contents.mail)
      hasMail.store(true, ordering: .sequentiallyConsistent)
      return true
    }
    if isTaken, isPolling.exchange(false, ordering: .sequentiallyConsistent) { System.wake(waker) }
    return isTaken
  }

  /// Says that the loop is about to wait, and returns whether it must not, because there is mail.
  func beginPolling() -> Bool {
    isPolling.store(true, ordering: .sequentiallyConsistent)
    return hasMail.load(ordering: .sequentiallyConsistent)
  }

  func endPolling() { isPolling.store(false, ordering: .relaxed) }

  /// Takes all mail out; `nil` where there is none. A request to stop stays for good.
  func take() -> Mail? {
    if !hasMail.load(ordering: .acquiring) { return nil }
    return contents.withLock { contents in
      hasMail.store(false, ordering: .relaxed)
      let mail = contents.mail
      contents.mail = Mail(isStopRequested: mail.isStopRequested)
      return mail
    }
  }

  /// Closes the box where it is empty, and returns whether it was.
  func closeIfEmpty() -> Bool {
    contents.withLock { contents in
      contents.isClosed = contents.mail.jobs.isEmpty && contents.mail.calls.isEmpty
      return contents.isClosed
    }
  }
}
