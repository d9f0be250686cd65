import Calendar

/// When schedules run next, for people: what `--preview` prints.
struct Preview {
  private static let counts = 1...1000
  /// How many runs of each schedule.
  let count: Int

  /// - Parameter count: a number, 5 where there is none; `nil` if it is none from 1 to 1000.
  init?(count text: String?) {
    guard let count = text == nil ? 5 : Int(text!), Self.counts.contains(count) else { return nil }
    self.count = count
  }

  /// A paragraph for each schedule, in their order: its name, and a line for each run, as its zone's clock shows it and in UTC.
  func text(of schedules: [Schedule], after now: UnixTime) -> String {
    schedules.map { schedule in
      var notes = [schedule.timeZone.name]
      if schedule.delay > 0 { notes.append("\(schedule.delay)s later by its jitter") }
      if !schedule.isEnabled { notes.append("not enabled") }
      let lines = runs(of: schedule, after: now).map { start in
        let offset = schedule.timeZone.offset(at: start)
        return "  \(start.description(offset: offset))  \(start.calendarTime(offset: offset).date.weekdayName)  \(start)\n"
      }
      return "\(schedule.name) (\(notes.joined(separator: ", ")))\n" + (lines.isEmpty ? "  never\n" : lines.joined())
    }.joined(separator: "\n")
  }

  /// When they start, their delay included.
  private func runs(of schedule: Schedule, after now: UnixTime) -> [UnixTime] {
    var starts: [UnixTime] = []
    var time = now - schedule.delay
    while starts.count < count, let next = schedule.next(after: time) {
      starts.append(next + schedule.delay)
      time = next
    }
    return starts
  }
}
