import Calendar
import JSON

extension Schedule {
  init(from fields: inout JSONFields, zone: (String) throws(TimeZoneError) -> TimeZone) {
    name = fields.parsed("name", "a name of up to 63 letters, digits, '-', '_' and '.', the first a letter or digit", placeholder: "") {
      Self.isName($0) ? $0 : nil
    }
    recurrence = Self.recurrence(&fields)
    timeZone = Self.timeZone(&fields, zone)
    overlap = fields.choice("overlap", default: .skip)
    isEnabled = fields.bool("enabled", default: true)
    let jitter = fields.duration("jitter", default: .zero, in: .zero ... .seconds(3600))
    if jitter.components.attoseconds != 0 { fields.refuse("jitter", "expected whole seconds") }
    delay = Self.delay(of: name, jitter: Int(jitter.components.seconds))
    request = fields.object("request") { fields in ScheduledRequest(from: &fields) }
  }

  private static func recurrence(_ fields: inout JSONFields) -> Recurrence {
    let text = fields.string("cron")
    if !fields.isRefused("cron") {
      do { return try Recurrence(parsing: text) } catch { fields.refuse("cron", "\(error)") }
    }
    return .every(seconds: 1)
  }

  private static func timeZone(_ fields: inout JSONFields, _ zone: (String) throws(TimeZoneError) -> TimeZone) -> TimeZone {
    let name = fields.string("timeZone", default: "UTC")
    if !fields.isRefused("timeZone") {
      do { return try zone(name) } catch { fields.refuse("timeZone", "\(error)") }
    }
    return .utc
  }

  private static func isName(_ text: String) -> Bool {
    func isLetterOrDigit(_ byte: UInt8) -> Bool {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
      default: false
      }
    }
    return (1...63).contains(text.utf8.count) && text.utf8.first.map(isLetterOrDigit) == true
      && text.utf8.allSatisfy { isLetterOrDigit($0) || "-_.".utf8.contains($0) }
  }
}

extension JSONFields {
  /// A length of time, such as `30s` or `1h30m`, in the range.
  mutating func duration(_ name: String, default: Duration, in range: ClosedRange<Duration>) -> Duration {
    let expected =
      "a length of time from \(DurationText.write(range.lowerBound)) to \(DurationText.write(range.upperBound)), such as \"30s\" or \"500ms\""
    return parsed(name, expected, default: `default`, placeholder: `default`) { text in
      DurationText.parse(text).flatMap { range.contains($0) ? $0 : nil }
    }
  }
}
