import Synchronization

/// How many repetitions each host has left.
final class RetryBudget: Sendable {
  /// Hosts that are kept in mind.
  private static let hostLimit = 1024

  private let policy: RetryPolicy
  private let tokens = Mutex<[Origin: Double]>([:])

  init(_ policy: RetryPolicy) { self.policy = policy }

  /// A request begins.
  func earn(_ origin: Origin) {
    if policy.attempts <= 1 { return }
    tokens.withLock { tokens in
      guard let left = tokens[origin] else { return }
      // A host that has all that it can have need not be kept in mind.
      tokens[origin] = left + policy.ratio >= Double(policy.burst) ? nil : left + policy.ratio
    }
  }

  /// Whether there is a repetition left; takes it.
  func spend(_ origin: Origin) -> Bool {
    tokens.withLock { tokens in
      let left = tokens[origin] ?? Double(policy.burst)
      if left < 1 || tokens[origin] == nil && tokens.count >= Self.hostLimit { return false }
      tokens[origin] = left - 1
      return true
    }
  }
}
