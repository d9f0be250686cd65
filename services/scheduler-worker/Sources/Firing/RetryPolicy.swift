import Lifecycle

/// How often a request is tried, and how long to wait in between.
struct RetryPolicy: Hashable, Sendable {
  /// In all, the first among them.
  let attempts: Int
  /// Before the second attempt; it doubles from one to the next.
  let backoff: Duration
  /// The longest wait.
  let max: Duration

  static let none = RetryPolicy(attempts: 1, backoff: .seconds(1), max: .seconds(60))

  /// The wait before another attempt, when so many have failed; `nil` if there is to be none: all are used up, or the receiver
  /// asked for more patience (`Retry-After`) than `max` allows.
  ///
  /// What the receiver asks for is the least.
  func wait(afterFailures failures: Int, retryAfter: Duration?, using random: inout some RandomNumberGenerator) -> Duration? {
    guard failures < attempts else { return nil }
    return Backoff(first: backoff, longest: max).wait(afterFailures: failures, asked: retryAfter, using: &random)
  }
}
