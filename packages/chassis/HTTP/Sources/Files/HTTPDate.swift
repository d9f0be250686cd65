/// Dates in fields (RFC 9110, section 5.6.7), in seconds since 1970.
public enum HTTPDate {
  static func text(_ seconds: Int) -> String { DateField.text(secondsSince1970: max(0, seconds)) }

  /// Reads the three forms that a recipient must know; `nil` for anything else.
  public static func seconds(_ text: String) -> Int? {
    let words = text.split { $0 == " " || $0 == "," }.map(String.init)
    switch words.count {
    case 6: return moment(day: words[1], month: words[2], year: words[3], clock: words[4], zone: words[5])
    case 4:
      // Sunday, 06-Nov-94 08:49:37 GMT
      let date = words[1].split(separator: "-").map(String.init)
      guard date.count == 3, date[2].utf8.count == 2, let year = number(date[2]) else { return nil }
      return moment(day: date[0], month: date[1], year: "\(year < 70 ? 2000 + year : 1900 + year)", clock: words[2], zone: words[3])
    case 5:
      // Sun Nov  6 08:49:37 1994
      return moment(day: words[2], month: words[1], year: words[4], clock: words[3], zone: "GMT")
    default: return nil
    }
  }

  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  private static func moment(day: String, month: String, year: String, clock: String, zone: String) -> Int? {
    let times = clock.split(separator: ":", omittingEmptySubsequences: false).map { $0.utf8.count == 2 ? number(String($0)) : nil }
    guard zone == "GMT", let day = number(day), let month = months.firstIndex(of: month), year.utf8.count == 4, let year = number(year),
      (1...31).contains(day), year >= 1970, times.count == 3, let hour = times[0], let minute = times[1], let second = times[2],
      hour < 24, minute < 60, second <= 60
    else { return nil }
    // Years start in March, so that the leap day is last.
    let shifted = month < 2 ? year - 1 : year
    let dayOfYear = (153 * ((month + 10) % 12) + 2) / 5 + day - 1
    let days = shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
    return days * 86_400 + hour * 3600 + minute * 60 + second
  }

  private static func number(_ digits: String) -> Int? { digits.utf8.allSatisfy(ByteClass.isDigit) ? Int(digits) : nil }
}
