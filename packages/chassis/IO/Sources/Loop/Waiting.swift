/// How a wait ended.
enum Wake: UInt8, Sendable {
  case ready
  case timedOut
  case cancelled
  case closed

  func get() throws(IOError) {
    switch self {
    case .ready: return
    case .timedOut: throw .timedOut
    case .cancelled: throw .cancelled
    case .closed: throw .closed
    }
  }
}

/// The place for one task that waits: for bytes, for room, for a moment; or for a connection that rests without one. Whoever ends the
/// wait takes the continuation out of it, so that it is resumed exactly once, whatever else comes to pass at the same time.
struct Waiting {
  private var continuation: UnsafeContinuation<Wake, Never>?
  private(set) var resting: Resting?
  /// Until when it is waited; without meaning while nobody waits.
  private(set) var deadline: Int64 = .max
  /// The one who waits is the owner, whose cancellation is watched elsewhere; without meaning while none does.
  private(set) var isOwner = false
  /// Tells this wait from earlier ones, which a late cancellation may mean.
  private(set) var number: UInt32 = 0

  var isWaiting: Bool { continuation != nil || resting != nil }

  /// The number of the wait that begins next.
  mutating func announce() -> UInt32 {
    number &+= 1
    return number
  }

  mutating func begin(_ continuation: UnsafeContinuation<Wake, Never>, until deadline: Int64, isOwner: Bool) {
    precondition(self.continuation == nil, "two tasks wait for the same thing; a transport has one reader and one writer")
    self.continuation = continuation
    self.deadline = deadline
    self.isOwner = isOwner
  }

  mutating func begin(_ resting: Resting, until deadline: Int64) {
    precondition(!isWaiting, "a connection rests while a task waits for it")
    self.resting = resting
    self.deadline = deadline
  }

  /// Ends the wait, if there is one.
  @inline(__always)
  mutating func end(_ wake: Wake) {
    guard let continuation else { return endRest() }
    self.continuation = nil
    continuation.resume(returning: wake)
  }

  private mutating func endRest() {
    guard let resting else { return }
    self.resting = nil
    resting.acceptor.resume(resting)
  }
}
