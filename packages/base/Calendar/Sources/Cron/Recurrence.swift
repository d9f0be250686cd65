/// How often something takes place: at times of the calendar, or at even distances.
///
/// ```swift
/// let berlin = try TimeZoneDatabase().zone("Europe/Berlin")
/// let nightly = try Recurrence(parsing: "30 2 * * MON-FRI")
/// nightly.next(after: UnixTime(rfc3339: "2026-03-27T12:00:00Z")!, in: berlin)?.description      // 2026-03-30T00:30:00Z
/// ```
public enum Recurrence: Hashable, Sendable {
  /// At the times that a zone's clock shows.
  case cron(CronExpression)
  /// `@every 5m`: whenever so many whole seconds, one at least, have passed since the start of 1970 (UTC), in every time zone alike, so that
  /// nothing need be remembered from one start of a process to the next.
  case every(seconds: Int)

  /// Reads a cron expression, `@daily` and its kin as in crontab(5), or `@every` with an interval.
  ///
  /// An interval is written as `DurationText` reads it, and is whole seconds, from one to 366 days. Unlike that of cron libraries which know
  /// `@every`, it is not counted from the start of the process. `@reboot` is not known: no time of a calendar is meant by it.
  public init(parsing text: String) throws(CronError) {
    guard text.first == "@" else {
      self = .cron(try CronExpression(parsing: text))
      return
    }
    let words = text.split { $0 == " " || $0 == "\t" }
    if words.count == 2, words[0] == "@every" {
      guard let interval = DurationText.parse(words[1]), Self.intervals.contains(interval), interval.components.attoseconds == 0 else {
        throw CronError("\"\(text)\": an interval is whole seconds, from 1s to 8784h (366 days), as in @every 90s or @every 1h30m")
      }
      self = .every(seconds: Int(interval.components.seconds))
      return
    }
    guard let fields = Self.nicknames.first(where: { $0.name == text })?.fields else {
      let names = Self.nicknames.map(\.name).joined(separator: ", ")
      throw CronError("\"\(text)\" is not known; there are \(names) and @every with an interval, as in @every 5m")
    }
    self = .cron(try CronExpression(parsing: fields))
  }

  private static let intervals = Duration.seconds(1)...Duration.seconds(366 * CalendarTime.secondsPerDay)

  private static let nicknames: [(name: String, fields: String)] = [
    ("@yearly", "0 0 1 1 *"), ("@annually", "0 0 1 1 *"), ("@monthly", "0 0 1 * *"), ("@weekly", "0 0 * * 0"),
    ("@daily", "0 0 * * *"), ("@midnight", "0 0 * * *"), ("@hourly", "0 * * * *"),
  ]

  /// Whether elapsed time counts for it, not the hour that a clock shows: the hour field begins with `*`, or it is an interval.
  public var followsElapsedTime: Bool {
    switch self {
    case .cron(let expression): expression.hourIsWildcard
    case .every: true
    }
  }
}
