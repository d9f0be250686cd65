extension UnixTime {
  /// The date as HTTP fields write it: `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, section 5.6.7, IMF-fixdate).
  public var httpDate: String {
    let time = calendarTime()
    let date = time.date
    return "\(date.weekdayName), \(date.day.padded(to: 2)) \(date.monthName) \(date.year.padded(to: 4)) \(time.clock) GMT"
  }

  /// Reads the three forms that a recipient must accept (RFC 9110, section 5.6.7), from 1970 on; `nil` for anything else. The name of the
  /// weekday is not checked. Years of two digits below 70 belong to this century.
  public init?(httpDate text: String) {
    let words = text.split { $0 == " " || $0 == "," }.map(String.init)
    switch words.count {
    case 6:
      guard words[5] == "GMT" else { return nil }
      self.init(day: words[1], month: words[2], year: words[3], clock: words[4])
    case 4:
      // Sunday, 06-Nov-94 08:49:37 GMT
      let date = words[1].split(separator: "-").map(String.init)
      guard words[3] == "GMT", date.count == 3, date[2].utf8.count == 2, let year = Self.number(date[2]) else { return nil }
      self.init(day: date[0], month: date[1], year: "\(year < 70 ? 2000 + year : 1900 + year)", clock: words[2])
    case 5:
      // Sun Nov  6 08:49:37 1994
      self.init(day: words[2], month: words[1], year: words[4], clock: words[3])
    default: return nil
    }
  }

  private init?(day: String, month: String, year: String, clock: String) {
    let times = clock.split(separator: ":", omittingEmptySubsequences: false).map { $0.utf8.count == 2 ? Self.number(String($0)) : nil }
    // The 60th second of a minute is a leap second.
    guard let day = Self.number(day), let month = CalendarDate.monthNames.firstIndex(of: month), year.utf8.count == 4,
      let year = Self.number(year), year >= 1970, CalendarDate.isValid(year: year, month: month + 1, day: day), times.count == 3,
      let hour = times[0], let minute = times[1], let second = times[2], hour < 24, minute < 60, second <= 60
    else { return nil }
    self.init(seconds: CalendarTime(year, month + 1, day, hour, minute).secondsSince1970 + second)
  }

  private static func number(_ digits: String) -> Int? { digits.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(digits) : nil }
}
