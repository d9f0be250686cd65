import TestSupport
import Testing

@testable import SchedulerWorker

@Suite struct RetryPolicyTests {
  @Test func `the wait doubles up to the longest, and chance takes up to half of it`() throws {
    var random = SeededGenerator(for: "retry waits")
    let policy = RetryPolicy(attempts: 10, backoff: .seconds(2), max: .seconds(30))
    for (failures, ceiling) in [(1, 2), (2, 4), (3, 8), (4, 16), (5, 30), (9, 30)] {
      let waits = try (0..<200).map { _ in try #require(policy.wait(afterFailures: failures, retryAfter: nil, using: &random)) }
      #expect(waits.allSatisfy { .seconds(ceiling) / 2 <= $0 && $0 <= .seconds(ceiling) })
      #expect(Set(waits).count > 100)
    }
    #expect(policy.wait(afterFailures: 10, retryAfter: nil, using: &random) == nil)
  }

  @Test func `the longest wait bounds the first too, and the largest numbers do no harm`() throws {
    var random = SeededGenerator(for: "retry bounds")
    let short = RetryPolicy(attempts: 3, backoff: .seconds(3600), max: .seconds(1))
    #expect(try #require(short.wait(afterFailures: 1, retryAfter: nil, using: &random)) <= .seconds(1))
    let long = RetryPolicy(attempts: 20, backoff: .seconds(3600), max: .seconds(86_400))
    #expect(try #require(long.wait(afterFailures: 19, retryAfter: nil, using: &random)) <= .seconds(86_400))
  }

  @Test func `a receiver's wish is the least wait, and one beyond the longest ends the attempts`() throws {
    var random = SeededGenerator(for: "retry wishes")
    let policy = RetryPolicy(attempts: 3, backoff: .seconds(1), max: .seconds(10))
    #expect(policy.wait(afterFailures: 1, retryAfter: .seconds(7), using: &random) == .seconds(7))
    #expect(policy.wait(afterFailures: 1, retryAfter: .seconds(10), using: &random) == .seconds(10))
    #expect(policy.wait(afterFailures: 1, retryAfter: .seconds(11), using: &random) == nil)
    #expect(try #require(policy.wait(afterFailures: 2, retryAfter: .zero, using: &random)) >= .seconds(1))
  }
}
