import Synchronization

/// How many repetitions each host has left.
final class RetryBudget: Sendable {
  /// Hosts that are kept in mind.
  private static let hostLimit = 1024

  /// Thousandths of a repetition.
  private let earned: Int
  private let most: Int
  private let left = Mutex<[Origin: Int]>([:])

  init(_ policy: ClientRetryPolicy) {
    earned = Int(policy.ratio * 1000)
    most = policy.burst * 1000
  }

  /// A request begins.
  func earn(_ origin: Origin) {
    left.withLock { left in
      guard let count = left[origin] else { return }
      // A host that has all that it can have need not be kept in mind.
      left[origin] = count + earned >= most ? nil : count + earned
    }
  }

  /// Whether there is a repetition left; takes it.
  func spend(_ origin: Origin) -> Bool {
    left.withLock { left in
      let count = left[origin] ?? most
      if count < 1000 || left[origin] == nil && left.count >= Self.hostLimit { return false }
      left[origin] = count - 1000
      return true
    }
  }
}
