import IO
import Testing

@testable import HTTP

@Suite struct RateMeterTests {
  private static let second: Int64 = 1_000_000_000

  /// After how many seconds, to the nearest, a peer is cut off that sends so many bytes every second; `nil` if that is not within a day.
  private func seconds(sending bytes: Int, every interval: Int64 = 1, rate: Int = 240, grace: Int64 = 5, burst: Int = 0) -> Int64? {
    var meter = RateMeter(rate: rate, grace: grace * Self.second, burst: burst)
    var now: Int64 = 0
    while now < 86_400 * Self.second {
      let next = now + interval * Self.second
      let deadline = meter.deadline(at: Deadline(nanoseconds: now)).nanoseconds
      if deadline < next { return (deadline + Self.second / 2) / Self.second }
      meter.waited(next - now)
      meter.moved(bytes)
      now = next
    }
    return nil
  }

  @Test func `a peer that sends a byte a second is cut off after the grace`() {
    #expect(seconds(sending: 1) == 5)
    #expect(seconds(sending: 0) == 5)
    #expect(seconds(sending: 120) == 9)
  }

  @Test func `a peer at the minimum rate is never cut off`() {
    #expect(seconds(sending: 240) == nil)
    #expect(seconds(sending: 241) == nil)
    #expect(seconds(sending: 960, every: 4) == nil)
  }

  @Test func `a stall longer than the grace ends it, whatever came before, unless a burst may be lived on`() {
    #expect(seconds(sending: 240 * 6, every: 6) == 5)
    var meter = RateMeter(rate: 240, grace: 5 * Self.second, burst: 2400)
    meter.moved(1_000_000)
    #expect(meter.deadline(at: Deadline(nanoseconds: 0)).nanoseconds / Self.second == 14)
  }

  @Test func `without a minimum nobody is cut off, and no number overflows`() {
    #expect(seconds(sending: 0, rate: 0) == nil)
    var meter = RateMeter(rate: 1, grace: .max / 4, burst: .max)
    for _ in 0..<10 { meter.moved(.max) }
    #expect(meter.deadline(at: Deadline(nanoseconds: 0)).nanoseconds > 0)
  }
}
