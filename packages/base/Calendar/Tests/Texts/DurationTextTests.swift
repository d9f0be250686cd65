import Calendar
import Testing

@Suite struct DurationTextTests {
  @Test(arguments: [
    ("0", 0), ("0s", 0), ("500ms", 500), ("30s", 30_000), ("45s", 45_000), ("5m", 300_000), ("1h", 3_600_000), ("1m30s", 90_000),
    ("1h30m", 5_400_000), ("1h1m1s1ms", 3_661_001), ("1s500ms", 1500), ("999999ms", 999_999), ("000000010s", 10_000),
    ("999999999h", 3_599_999_996_400_000),
  ])
  func `a length of time is read`(text: String, milliseconds: Int) {
    #expect(DurationText.parse(text) == .milliseconds(milliseconds))
  }

  @Test(arguments: [
    "", "5", "00", "30", "s", "5 s", "30 s", "-5s", "+5s", "5S", "1m1h", "5s5s", "1.5s", "5d", "5s ", " 5s", "1sm", "١s", "٣s", "1234567890s",
    "99999999999s", "9223372036854775807h", "5µs", "5s0",
  ])
  func `what is not a length of time is not read`(text: String) {
    #expect(DurationText.parse(text) == nil)
  }

  @Test func `lengths of time are written in the largest unit that fits`() {
    #expect(
      [500, 30_000, 90_000, 300_000, 86_400_000, 0].map { DurationText.write(.milliseconds($0)) } == ["500ms", "30s", "90s", "5m", "24h", "0s"])
    #expect(DurationText.write(.microseconds(1999)) == "1ms")
  }

  @Test func `a length of time is written as it is read`() {
    for milliseconds in [0, 1, 999, 1000, 1500, 59_000, 60_000, 61_000, 3_600_000, 5_400_000, 86_400_000] {
      let duration = Duration.milliseconds(milliseconds)
      #expect(DurationText.parse(DurationText.write(duration)) == duration)
    }
  }
}
