/// The way in which a wait ended.
enum WaitOutcome: UInt8, Sendable {
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

/// A wait without a task, which would keep the memory of its deepest call for as long as it waits, some kilobytes. Whoever parks a wait
/// says in `ended` how it goes on, whatever ended the wait.
class ParkedWait: @unchecked Sendable {
  /// Called once, on the loop.
  func ended() {}
}

/// The place for one task that waits: for bytes, for room, for a moment; or for a parked wait. Whoever ends the wait takes the
/// continuation out of it, so that it is resumed exactly once, whatever else comes to pass at the same time.
struct Waiting {
  private var continuation: UnsafeContinuation<WaitOutcome, Never>?
  private(set) var parked: ParkedWait?
  /// Nanoseconds of the monotonic clock until which it is waited; without meaning while nobody waits.
  private(set) var deadline: Int64 = .max
  /// Whether the owner waits, whose cancellation is watched elsewhere; without meaning while nobody does.
  private(set) var isOwner = false
  /// Number of the wait, which tells it from earlier ones that a late cancellation may mean.
  private(set) var number: UInt32 = 0

  var isWaiting: Bool { continuation != nil || parked != nil }

  /// The number of the wait that begins next.
  mutating func announce() -> UInt32 {
    number &+= 1
    return number
  }

  mutating func begin(_ continuation: UnsafeContinuation<WaitOutcome, Never>, until deadline: Int64, isOwner: Bool) {
    precondition(self.continuation == nil, "two tasks wait for the same thing; a transport has one reader and one writer")
    self.continuation = continuation
    self.deadline = deadline
    self.isOwner = isOwner
  }

  mutating func begin(_ parked: ParkedWait, until deadline: Int64) {
    precondition(!isWaiting, "a connection is parked while a task waits for it")
    self.parked = parked
    self.deadline = deadline
  }

  /// Ends the wait, if there is one.
  @inline(__always)
  mutating func end(_ outcome: WaitOutcome) {
    guard let continuation else { return endParked() }
    self.continuation = nil
    continuation.resume(returning: outcome)
  }

  private mutating func endParked() {
    guard let parked else { return }
    self.parked = nil
    parked.ended()
  }
}
