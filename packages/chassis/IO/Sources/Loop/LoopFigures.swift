import Synchronization

/// Figures of a loop for a watchdog and for metrics. Any thread may ask; the loop alone writes.
public final class LoopFigures: Sendable {
  private let began = Atomic<Int64>(0)
  private let ended = Atomic<Int64>(0)
  private let turnCount = Atomic<Int>(0)
  private let busyNanoseconds = Atomic<Int64>(0)
  private let longest = Atomic<Int64>(0)
  private let connectionCount = Atomic<Int>(0)
  private let acceptedCount = Atomic<Int>(0)
  private let refusedCount = Atomic<Int>(0)

  /// Turns so far.
  public var turns: Int { turnCount.load(ordering: .relaxed) }

  /// The moment at which the last turn ended.
  public var lastTurn: Deadline { Deadline(nanoseconds: ended.load(ordering: .relaxed)) }

  /// Length so far of the turn that goes on now; zero while the loop waits. A loop that is stuck shows here.
  public var stuckFor: Duration {
    let began = began.load(ordering: .relaxed)
    if began <= ended.load(ordering: .relaxed) { return .zero }
    return .nanoseconds(max(0, System.monotonicNanoseconds() - began))
  }

  /// Length of all turns together: what the loop has worked.
  public var busy: Duration { .nanoseconds(busyNanoseconds.load(ordering: .relaxed)) }

  /// Length of the longest turn since this was asked last: what becomes ready during a turn waits for its end, so this is the loop's lag.
  public func takeLongestTurn() -> Duration { .nanoseconds(longest.exchange(0, ordering: .relaxed)) }

  /// Connections that are open: those that it accepted, those that it made, and those that are being made.
  public var connections: Int { connectionCount.load(ordering: .relaxed) }

  /// Connections accepted so far.
  public var accepted: Int { acceptedCount.load(ordering: .relaxed) }

  /// Connections turned away so far, for a limit or for want of descriptors.
  public var refused: Int { refusedCount.load(ordering: .relaxed) }

  func connectionOpened() { connectionCount.add(1) }

  func connectionClosed() { connectionCount.add(-1) }

  func connectionAccepted() { acceptedCount.add(1) }

  func connectionRefused() { refusedCount.add(1) }

  func turnBegan(_ moment: Int64) { began.store(moment, ordering: .relaxed) }

  func turnEnded() {
    let moment = System.monotonicNanoseconds()
    let length = moment - began.load(ordering: .relaxed)
    ended.store(moment, ordering: .relaxed)
    turnCount.add(1)
    busyNanoseconds.store(busyNanoseconds.load(ordering: .relaxed) + length, ordering: .relaxed)
    if length > longest.load(ordering: .relaxed) { longest.store(length, ordering: .relaxed) }
  }
}

extension Atomic where Value == Int {
  /// Adds where one thread alone writes, which needs no locked instruction.
  func add(_ amount: Int) { store(load(ordering: .relaxed) + amount, ordering: .relaxed) }
}
