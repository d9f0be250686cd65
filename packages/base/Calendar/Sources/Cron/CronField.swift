/// The fields of a cron expression, in the order in which they stand.
enum CronField: CaseIterable, Sendable {
  case second, minute, hour, dayOfMonth, month, dayOfWeek

  var name: String {
    switch self {
    case .second: "second"
    case .minute: "minute"
    case .hour: "hour"
    case .dayOfMonth: "day-of-month"
    case .month: "month"
    case .dayOfWeek: "day-of-week"
    }
  }

  /// The numbers that may be written: for a day of the week 0 and 7 are both Sunday.
  var range: ClosedRange<Int> {
    switch self {
    case .second, .minute: 0...59
    case .hour: 0...23
    case .dayOfMonth: 1...31
    case .month: 1...12
    case .dayOfWeek: 0...7
    }
  }

  /// The names that may stand for numbers, the first for the range's lowest.
  var names: [String] {
    switch self {
    case .month: CalendarDate.monthNames.map { $0.uppercased() }
    case .dayOfWeek: CalendarDate.weekdayNames.map { $0.uppercased() }
    default: []
    }
  }

  /// What may stand in the field, for a message.
  var allowed: String {
    let names = names.isEmpty ? "" : " or \(names.first!)-\(names.last!)"
    let low = range.lowerBound + 1
    let examples = "ranges (\(low)-\(low + 3)), steps (*/2, \(low)-\(low + 4)/2), lists (\(low),\(low + 2)) and *"
    let forms = "\(range.lowerBound)-\(range.upperBound)\(names), \(examples)"
    return switch self {
    case .dayOfMonth: forms + ", L, L-2, LW and 15W"
    case .dayOfWeek: forms + ", 5L (the last Friday) and 5#2 (the second)"
    default: forms
    }
  }
}
