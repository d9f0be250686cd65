/// A time of day as RFC 3339 has it, in UTC with milliseconds: `2026-11-21T12:25:07.123Z`.
///
/// The text up to the second is kept, since most lines share it with the one before.
struct LogTime: BitwiseCopyable {
  private var second = Int.min
  /// `YYYY-MM-DDThh:mm:ss`
  private var text = InlineArray<19, UInt8>(repeating: 0)

  /// - Parameter nanoseconds: since 1970; years beyond 9999 have no such text, and are written as the last moment that has.
  mutating func write(_ nanoseconds: Int, to buffer: inout LineBuffer, timeOnly: Bool = false) {
    let (second, rest) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
    if second != self.second { set(min(max(second, 0), 253_402_300_799), as: second) }
    for index in (timeOnly ? 11 : 0)..<19 { buffer.append(text[index]) }
    buffer.append(UInt8(ascii: "."))
    let milliseconds = max(rest, 0) / 1_000_000
    buffer.append(digit(milliseconds / 100))
    buffer.append(digit(milliseconds / 10))
    buffer.append(digit(milliseconds))
    buffer.append(UInt8(ascii: "Z"))
  }

  private mutating func set(_ second: Int, as key: Int) {
    self.second = key
    let (days, inDay) = second.quotientAndRemainder(dividingBy: 86_400)
    // The civil date, counted in cycles of 400 years (146,097 days) that begin on 1 March, so that a leap day comes last.
    let shifted = days + 719_468
    let (cycle, dayOfCycle) = shifted.quotientAndRemainder(dividingBy: 146_097)
    let yearOfCycle = (dayOfCycle - dayOfCycle / 1_460 + dayOfCycle / 36_524 - dayOfCycle / 146_096) / 365
    let dayOfYear = dayOfCycle - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let year = cycle * 400 + yearOfCycle + (month <= 2 ? 1 : 0)
    put(year / 100, at: 0)
    put(year % 100, at: 2)
    text[4] = UInt8(ascii: "-")
    put(month, at: 5)
    text[7] = UInt8(ascii: "-")
    put(day, at: 8)
    text[10] = UInt8(ascii: "T")
    put(inDay / 3600, at: 11)
    text[13] = UInt8(ascii: ":")
    put(inDay / 60 % 60, at: 14)
    text[16] = UInt8(ascii: ":")
    put(inDay % 60, at: 17)
  }

  private mutating func put(_ number: Int, at index: Int) {
    text[index] = digit(number / 10)
    text[index + 1] = digit(number)
  }

  private func digit(_ number: Int) -> UInt8 { UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10) }
}
