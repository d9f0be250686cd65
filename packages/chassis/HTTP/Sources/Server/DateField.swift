import IO
import Platform

/// The Date of responses (RFC 9110, section 6.6.1), written once a second.
struct DateField {
  /// The whole line with its end.
  private(set) var line: [UInt8] = []
  /// When the second is over, on the loop's clock.
  private var validUntil = Deadline(nanoseconds: .min)

  @inline(__always) mutating func refresh(at now: Deadline) {
    if now >= validUntil { write(at: now) }
  }

  private mutating func write(at now: Deadline) {
    let time = Clocks.realtime
    line = Array("date: \(Self.text(secondsSince1970: time / 1_000_000_000))\r\n".utf8)
    validUntil = Deadline(nanoseconds: now.nanoseconds + Int64(1_000_000_000 - time % 1_000_000_000))
  }

  /// As in `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, section 5.6.7).
  static func text(secondsSince1970 seconds: Int) -> String {
    let days = seconds / 86_400
    let second = seconds % 86_400
    let (year, month, day) = civil(days)
    let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let two = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
    let clock = "\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60))"
    return "\(weekdays[days % 7]), \(two(day)) \(months[month - 1]) \(year) \(clock) GMT"
  }

  /// The day of the Gregorian calendar that is so many days after 1 January 1970. Years start in March, so that the leap day is last.
  private static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
  }
}
