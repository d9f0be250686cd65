import ServiceDescription
import Testing

@Suite struct SettingDurationTests {
  @Test(arguments: [("0", 0), ("500ms", 500), ("30s", 30_000), ("5m", 300_000), ("1h", 3_600_000), ("999999ms", 999_999)])
  func `durations are read in every unit`(text: String, milliseconds: Int) {
    #expect(SettingDuration.milliseconds(text) == milliseconds)
  }

  @Test(arguments: ["", "s", "30", "-1s", "1.5s", "1m30s", "1000000s", "30 s", "٣s"])
  func `what is no duration is none`(text: String) {
    #expect(SettingDuration.milliseconds(text) == nil)
  }
}
