import Calendar
import IO
import Platform

/// The Date of responses (RFC 9110, section 6.6.1), written once a second.
struct DateField {
  /// The whole line with its end.
  private(set) var line: [UInt8] = []
  /// The end of the second, on the loop's clock.
  private var validUntil = Deadline(nanoseconds: .min)

  @inline(__always) mutating func refresh(at now: Deadline) {
    if now >= validUntil { write(at: now) }
  }

  private mutating func write(at now: Deadline) {
    let time = Clocks.realtime
    line = Array("date: \(UnixTime(nanoseconds: time).httpDate)\r\n".utf8)
    validUntil = Deadline(nanoseconds: now.nanoseconds + Int64(1_000_000_000 - time % 1_000_000_000))
  }
}
