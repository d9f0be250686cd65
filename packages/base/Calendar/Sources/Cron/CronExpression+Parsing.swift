extension CronExpression {
  /// Reads five or six fields between spaces and tabs, names in any case.
  ///
  /// Throws the first mistake: a number of fields that is neither, what a field cannot hold, or days that the calendar does not have, as in
  /// `0 0 30 2 *`. Nicknames such as `@daily` are read by `Recurrence`.
  public init(parsing text: String) throws(CronError) {
    let fields = text.split { $0 == " " || $0 == "\t" }
    guard fields.count == 5 || fields.count == 6 else {
      let count = fields.count == 1 ? "1 field" : "\(fields.count) fields"
      throw CronError("\"\(text)\" has \(count), not 5 (minute, hour, day of month, month, day of week) or 6 (seconds first)")
    }
    var parsed: [ParsedField] = []
    for (field, text) in zip(CronField.allCases.suffix(fields.count), fields) { parsed.append(try CronFieldParser(field: field).parse(text)) }
    let seconds = fields.count == 6 ? parsed.removeFirst().values : FieldSet(0...0)
    self.init(
      seconds: seconds, minutes: parsed[0].values, hours: parsed[1].values,
      daysOfMonth: DayPattern(isWildcard: parsed[2].isWildcard, terms: [.days(parsed[2].values)] + parsed[2].dayTerms),
      months: parsed[3].values,
      daysOfWeek: DayPattern(isWildcard: parsed[4].isWildcard, terms: [.weekdays(parsed[4].values)] + parsed[4].dayTerms),
      hourIsWildcard: parsed[1].isWildcard)
    if nextDate(from: CalendarDate(year: 2000, month: 1, day: 1)) == nil {
      throw CronError("\"\(text)\" never fires: no month \"\(fields[fields.count - 2])\" has a day \"\(fields[fields.count - 3])\" that fits")
    }
  }
}
