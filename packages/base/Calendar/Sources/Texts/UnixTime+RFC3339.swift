extension UnixTime: CustomStringConvertible {
  /// The time in UTC as RFC 3339 writes it: `2026-03-29T01:30:00Z`.
  public var description: String { "\(calendarTime())Z" }

  /// Returns the date and time on a clock that is `offset` seconds ahead of UTC, with that offset: `2026-03-29T03:30:00+02:00`.
  public func description(offset: Int) -> String {
    let size = abs(offset)
    let seconds = size % 60 == 0 ? "" : ":\((size % 60).padded(to: 2))"
    return "\(calendarTime(offset: offset))\(offset < 0 ? "-" : "+")\((size / 3600).padded(to: 2)):\((size / 60 % 60).padded(to: 2))\(seconds)"
  }

  /// Reads a time as RFC 3339 writes it, to the second: `2026-03-29T01:30:00Z`, `2026-03-29T03:30:00+02:00`; `nil` for anything else, a
  /// fraction of a second and a leap second included.
  public init?(rfc3339 text: String) {
    var reader = DigitReader(text.utf8)
    guard let year = reader.number(digits: 4), reader.take("-"), let month = reader.number(digits: 2), reader.take("-"),
      let day = reader.number(digits: 2), CalendarDate.isValid(year: year, month: month, day: day), reader.take("T") || reader.take("t"),
      let hour = reader.number(digits: 2), hour < 24, reader.take(":"), let minute = reader.number(digits: 2), minute < 60, reader.take(":"),
      let second = reader.number(digits: 2), second < 60, let offset = reader.offset(), reader.isAtEnd
    else { return nil }
    self.init(seconds: CalendarTime(year, month, day, hour, minute, second).secondsSince1970 - offset)
  }
}

extension DigitReader {
  /// Reads `Z`, or a sign, hours and minutes (RFC 3339, time-offset), and returns the seconds.
  fileprivate mutating func offset() -> Int? {
    if take("Z") || take("z") { return 0 }
    let sign = take("-") ? -1 : 1
    guard sign < 0 || take("+"), let hours = number(digits: 2), hours < 24, take(":"), let minutes = number(digits: 2), minutes < 60 else {
      return nil
    }
    return sign * (hours * 3600 + minutes * 60)
  }
}
