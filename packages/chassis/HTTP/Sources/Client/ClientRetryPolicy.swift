import Lifecycle

/// Rules by which a request that failed is made again.
///
/// Only if that may help: no connection came about, it broke off, or the answer is 429, 502, 503 or 504. Only if it does no harm: the
/// request is idempotent, or none of it was sent, and its body is in memory. And only while the host's budget lasts, so that a host in
/// trouble does not get the more requests the worse it fares.
public struct ClientRetryPolicy: Sendable {
  /// Count of attempts, the first included; 1 for no repetition.
  public var attempts: Int
  /// Wait before the second attempt; it doubles from one to the next. A random share of it, from a half to all, is waited.
  public var backoff: Duration
  /// Longest wait. An answer that asks for more patience (`Retry-After`) is returned as it is.
  public var maximumBackoff: Duration
  /// Count of repetitions that each request earns its host.
  public var ratio: Double
  /// Count of repetitions that a host has in advance, and saves up at most.
  public var burst: Int

  /// Makes a policy, by default the client's own.
  public init(
    attempts: Int = 3, backoff: Duration = .milliseconds(50), maximumBackoff: Duration = .seconds(2), ratio: Double = 0.1, burst: Int = 10
  ) {
    self.attempts = attempts
    self.backoff = backoff
    self.maximumBackoff = maximumBackoff
    self.ratio = ratio
    self.burst = burst
  }

  /// Policy that repeats nothing.
  public static let never = ClientRetryPolicy(attempts: 1)

  /// The wait before another attempt when so many have failed; `nil` if there is to be none.
  func wait(afterFailures failures: Int, retryAfter: Duration?, using generator: inout some RandomNumberGenerator) -> Duration? {
    if failures >= attempts { return nil }
    return Backoff(first: backoff, longest: maximumBackoff).wait(afterFailures: failures, asked: retryAfter, using: &generator)
  }
}
