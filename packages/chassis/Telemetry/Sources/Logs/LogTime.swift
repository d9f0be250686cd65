import Calendar

/// A writer of times in UTC with milliseconds (RFC 3339): `2026-11-21T12:25:07.123Z`.
///
/// The text up to the second is kept, since most lines share it with the one before, in an array of fixed size, so that a line allocates
/// nothing.
struct LogTime: BitwiseCopyable {
  /// The second since 1970 of `text`.
  private var second = Int.min
  /// The text of the second: `YYYY-MM-DDThh:mm:ss`.
  private var text = InlineArray<19, UInt8>(repeating: 0)

  /// Writes a time.
  ///
  /// - Parameter nanoseconds: Nanoseconds since 1970; a time beyond the year 9999, which has no such text, is written as the last that has
  ///   one.
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
    let time = CalendarTime(secondsSince1970: second)
    put(time.date.year / 100, at: 0)
    put(time.date.year % 100, at: 2)
    text[4] = UInt8(ascii: "-")
    put(time.date.month, at: 5)
    text[7] = UInt8(ascii: "-")
    put(time.date.day, at: 8)
    text[10] = UInt8(ascii: "T")
    put(time.hour, at: 11)
    text[13] = UInt8(ascii: ":")
    put(time.minute, at: 14)
    text[16] = UInt8(ascii: ":")
    put(time.second, at: 17)
  }

  private mutating func put(_ number: Int, at index: Int) {
    text[index] = digit(number / 10)
    text[index + 1] = digit(number)
  }

  private func digit(_ number: Int) -> UInt8 { UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10) }
}
