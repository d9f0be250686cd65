import Platform
import TestSupport
import Testing

@Suite(.blocking) struct AlarmTests {
  @Test func `an alarm calls, once its time has passed`() {
    let called = ThreadGate()
    let start = Clocks.monotonic
    let alarm = Alarm(afterMilliseconds: 20) { called.open() }
    #expect(called.wait(nanoseconds: 60_000_000_000))
    #expect(Clocks.monotonic - start >= 20_000_000)
    alarm.stop()
  }

  @Test func `an alarm that is stopped does not call, nor does one that is let go`() {
    let called = ThreadGate()
    let alarm = Alarm(afterMilliseconds: 3_600_000) { called.open() }
    alarm.stop()
    alarm.stop()
    do { _ = Alarm(afterMilliseconds: .max) { called.open() } }
    #expect(!called.wait(nanoseconds: 0))
  }
}
