import Lifecycle
import TestSupport
import Testing

@Suite struct BackoffTests {
  @Test func `the wait doubles up to the longest, and chance takes up to half of it`() {
    var random = SeededGenerator(for: "backoff waits")
    let backoff = Backoff(first: .seconds(2), longest: .seconds(30))
    for (failures, ceiling) in [(0, 2), (1, 2), (2, 4), (3, 8), (4, 16), (5, 30), (9, 30), (Int.max, 30)] {
      let waits = (0..<200).map { _ in backoff.wait(afterFailures: failures, using: &random) }
      #expect(waits.allSatisfy { .seconds(ceiling) / 2 <= $0 && $0 <= .seconds(ceiling) }, "\(failures)")
      #expect(Set(waits).count > 100)
    }
  }

  @Test func `the longest wait bounds the first too, and the largest numbers do no harm`() {
    var random = SeededGenerator(for: "backoff bounds")
    #expect(Backoff(first: .seconds(3600), longest: .seconds(1)).wait(afterFailures: 1, using: &random) <= .seconds(1))
    #expect(Backoff(first: .seconds(3600), longest: .seconds(86_400)).wait(afterFailures: 19, using: &random) <= .seconds(86_400))
    #expect(Backoff(first: .zero, longest: .seconds(1)).wait(afterFailures: Int.max, using: &random) == .zero)
  }

  @Test func `what the other side asks for is the least wait, and more than the longest is not waited`() throws {
    var random = SeededGenerator(for: "backoff wishes")
    let backoff = Backoff(first: .seconds(1), longest: .seconds(10))
    #expect(backoff.wait(afterFailures: 1, asked: .seconds(7), using: &random) == .seconds(7))
    #expect(backoff.wait(afterFailures: 1, asked: .seconds(10), using: &random) == .seconds(10))
    #expect(backoff.wait(afterFailures: 1, asked: .seconds(11), using: &random) == nil)
    #expect(try #require(backoff.wait(afterFailures: 2, asked: .zero, using: &random)) >= .seconds(1))
    #expect(try #require(backoff.wait(afterFailures: 1, asked: nil, using: &random)) >= .milliseconds(500))
  }
}
