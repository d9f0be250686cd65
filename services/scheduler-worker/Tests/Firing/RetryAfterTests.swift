import Testing

@testable import SchedulerWorker

@Suite struct RetryAfterTests {
  /// Sun, 06 Nov 1994 08:49:37 GMT.
  private let now = 784_111_777

  @Test(arguments: [
    ("0", 0), ("120", 120), ("99999999999999999999999", 1 << 40), ("Sun, 06 Nov 1994 08:49:47 GMT", 10), ("Sunday, 06-Nov-94 08:50:37 GMT", 60),
    ("Sun, 06 Nov 1994 08:00:00 GMT", 0),
  ])
  func `seconds and dates are read`(text: String, seconds: Int) { #expect(RetryAfter.duration(text, now: now) == .seconds(seconds)) }

  @Test(arguments: ["", "-1", "1.5", "soon", "Sun, 06 Nov 1994 08:49:47 CET", "١"]) func `anything else is nothing`(text: String) {
    #expect(RetryAfter.duration(text, now: now) == nil)
  }
}
