/// Waits between attempts: they double from one to the next, and chance takes up to half of each, so that many that failed together do not
/// come back together.
///
/// ```swift
/// let backoff = Backoff(first: .seconds(1), longest: .seconds(30))
/// backoff.wait(afterFailures: 3, using: &random)          // between 2 and 4 seconds
/// ```
public struct Backoff: Hashable, Sendable {
  /// The wait before the second attempt, at most.
  public let first: Duration
  /// The bound of all waits.
  public let longest: Duration

  public init(first: Duration, longest: Duration) {
    self.first = first
    self.longest = longest
  }

  /// The wait before another attempt.
  ///
  /// - Parameter failures: how many attempts have failed.
  public func wait(afterFailures failures: Int, using random: inout some RandomNumberGenerator) -> Duration {
    var ceiling = min(first, longest)
    for _ in 1..<max(failures, 1) {
      if ceiling >= longest || ceiling <= .zero { break }
      ceiling = min(ceiling * 2, longest)
    }
    return ceiling * Double.random(in: 0.5...1, using: &random)
  }

  /// The wait before another attempt, which is no shorter than what the other side asks for; `nil` if it asks for more than the longest.
  ///
  /// - Parameter asked: the time that the other side asks to be left alone, such as `Retry-After` of HTTP.
  public func wait(afterFailures failures: Int, asked: Duration?, using random: inout some RandomNumberGenerator) -> Duration? {
    let asked = asked ?? .zero
    return asked > longest ? nil : max(wait(afterFailures: failures, using: &random), asked)
  }
}
