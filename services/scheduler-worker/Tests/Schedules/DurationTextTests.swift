import Testing

@testable import SchedulerWorker

@Suite struct DurationTextTests {
  @Test(arguments: [("500ms", 500), ("30s", 30_000), ("5m", 300_000), ("1h30m", 5_400_000), ("1h1m1s1ms", 3_661_001), ("0s", 0)])
  func `a length of time is read`(text: String, milliseconds: Int) {
    #expect(DurationText.parse(text) == .milliseconds(milliseconds))
  }

  @Test(arguments: ["", "5", "s", "5 s", "-5s", "5S", "1m1h", "5s5s", "1.5s", "5d", "5s ", "١s", "1234567890s", "5µs"])
  func `what is not a length of time is not read`(text: String) {
    #expect(DurationText.parse(text) == nil)
  }

  @Test func `lengths of time are written in the largest unit that fits`() {
    #expect(
      [500, 30_000, 90_000, 300_000, 86_400_000, 0].map { DurationText.write(.milliseconds($0)) } == ["500ms", "30s", "90s", "5m", "24h", "0s"])
  }
}
