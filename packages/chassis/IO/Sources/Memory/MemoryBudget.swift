import Platform
import Synchronization

/// The memory that connections may hold together: bytes received and not yet read, and bytes still to be sent.
///
/// One for the process, whatever the number of its servers and loops, so that many connections, each within its own limits, are not
/// more together than the process may have. When most of what was held has been given back, what the allocator keeps of it goes back
/// to the system too.
package final class MemoryBudget: Sendable {
  /// Bytes that may be held.
  package let limit: Int
  private let usedBytes = Atomic<Int>(0)
  /// The most bytes that were held since memory was last given back to the system.
  private let peakBytes = Atomic<Int>(0)
  private let isTrimPlanned = Atomic<Bool>(false)
  private let trimDelay: Duration

  /// - Parameters:
  ///   - limit: bytes that may be held.
  ///   - trimDelay: duration from the moment when most was given back to that when the allocator gives back what it keeps.
  package init(limit: Int, trimDelay: Duration = .seconds(5)) {
    self.limit = limit
    self.trimDelay = trimDelay
  }

  /// The budget of the process: a quarter of the memory that it may use; where nobody limits it, a quarter of the machine's, and 160 MiB
  /// at most.
  ///
  /// The rest is for what the connections are made of, for what handlers hold, and for what the system keeps of sockets, which counts
  /// against a container too.
  package static let process: MemoryBudget = {
    let limit = MemoryLimit.current() ?? min(System.physicalMemory(), unlimitedShare * shares)
    return MemoryBudget(limit: max(1 << 20, limit / shares))
  }()

  private static let shares = 4
  private static let unlimitedShare = 160 << 20
  /// Less than this is not worth a walk through the allocator's lists.
  private static let worthTrimming = 8 << 20

  /// Bytes that are held now, those included that a loop may hold without asking.
  package var used: Int { usedBytes.load(ordering: .relaxed) }

  /// Takes `bytes` if the budget has them.
  func take(_ bytes: Int) -> Bool {
    if usedBytes.wrappingAdd(bytes, ordering: .relaxed).newValue > limit {
      usedBytes.wrappingSubtract(bytes, ordering: .relaxed)
      return false
    }
    notePeak()
    return true
  }

  /// Takes `bytes`, also beyond the limit: what is needed to end what was begun.
  func force(_ bytes: Int) {
    usedBytes.wrappingAdd(bytes, ordering: .relaxed)
    notePeak()
  }

  /// Gives back `bytes` that were taken.
  func give(_ bytes: Int) {
    let used = usedBytes.wrappingSubtract(bytes, ordering: .relaxed).newValue
    let peak = peakBytes.load(ordering: .relaxed)
    if peak - used >= Self.worthTrimming, used < peak / 2, !isTrimPlanned.exchange(true, ordering: .relaxed) { planTrim() }
  }

  private func notePeak() {
    let used = usedBytes.load(ordering: .relaxed)
    if used > peakBytes.load(ordering: .relaxed) { peakBytes.store(used, ordering: .relaxed) }
  }

  /// Has free memory given back to the system after the delay, on a thread of its own: the walk takes milliseconds, in which a loop would
  /// serve nobody.
  private func planTrim() {
    let started: Void? = try? Threads.background { [self] in
      System.sleep(nanoseconds: Int(trimDelay / .nanoseconds(1)))
      peakBytes.store(usedBytes.load(ordering: .relaxed), ordering: .relaxed)
      isTrimPlanned.store(false, ordering: .relaxed)
      System.returnFreeMemory()
    }
    // Without a thread to spare, the next to give back tries again.
    if started == nil { isTrimPlanned.store(false, ordering: .relaxed) }
  }
}
