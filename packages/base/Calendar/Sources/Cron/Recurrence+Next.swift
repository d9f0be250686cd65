extension Recurrence {
  /// Returns the first occurrence later than `time`, in the given zone; `nil` if there is none within the calendar's 400 years.
  ///
  /// Where the clocks of the zone are put forward or back:
  /// - An occurrence at a fixed hour takes place **when the zone's clock first reaches or passes its time**. A time that is skipped thus
  ///   comes once, at the first moment after the gap (together with whatever else of the same recurrence was skipped); a time that comes
  ///   twice counts the first time only.
  /// - With a wildcard hour it takes place whenever the clock shows its time, so that the distance in elapsed time stays.
  ///
  /// Vixie's cron, too, tells jobs at a fixed hour from those with a wildcard, and makes up for the first alone; it tells them by the minute
  /// field as well, and lets changes of three hours and more pass for a clock that was wrong.
  public func next(after time: UnixTime, in zone: TimeZone) -> UnixTime? {
    switch self {
    case .every(let seconds): time.next(everySeconds: seconds)
    case .cron(let expression): expression.next(after: time, in: zone)
    }
  }
}

extension CronExpression {
  fileprivate func next(after time: UnixTime, in zone: TimeZone) -> UnixTime? {
    var span = zone.span(at: time)
    // Seconds that the zone's clock shows, counted like `CalendarTime.secondsSince1970`: occurrences are later than these.
    var passed = time.seconds + span.offset
    if !hourIsWildcard { passed = max(passed, zone.latestShown(before: span)) }
    let horizon = time + 401 * 366 * CalendarTime.secondsPerDay
    while span.start < horizon {
      guard let shown = next(after: CalendarTime(secondsSince1970: passed))?.secondsSince1970 else { return nil }
      if shown - span.offset < span.end.seconds { return UnixTime(seconds: max(shown - span.offset, span.start.seconds)) }
      let lastShown = span.end.seconds + span.offset - 1
      span = zone.span(at: span.end)
      passed = hourIsWildcard ? span.start.seconds + span.offset - 1 : max(passed, lastShown)
    }
    return nil
  }
}

extension TimeZone {
  /// The latest time that the zone's clock had shown before the span, as far as it can be later than what it shows within the span:
  /// no offsets are more than 51 hours apart.
  fileprivate func latestShown(before span: Span) -> Int {
    var latest = Int.min
    var start = span.start
    while start > .distantPast, span.start - start < 3 * CalendarTime.secondsPerDay {
      let previous = self.span(at: start - 1)
      latest = max(latest, start.seconds + previous.offset - 1)
      start = previous.start
    }
    return latest
  }
}
