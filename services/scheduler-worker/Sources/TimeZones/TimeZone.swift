/// The clocks of a place: their offset from UTC at every moment, past and to come.
struct TimeZone: Sendable {
  /// Its name in the tz database: "Europe/Berlin".
  let name: String
  /// What holds before the first transition.
  let initial: LocalTimeType
  /// In order of time.
  let transitions: [Transition]
  /// What holds after the last transition; `nil` where that transition's type holds for good.
  let rule: POSIXRule?

  struct Transition: Hashable, Sendable {
    let time: UnixTime
    /// What holds from then on.
    let type: LocalTimeType
  }

  /// A time through which one offset holds. Two that touch may have the same.
  struct Span: Hashable, Sendable {
    let start: UnixTime
    /// The first second that no longer belongs to it.
    let end: UnixTime
    let type: LocalTimeType

    var offset: Int { type.offset }
  }

  static let utc = TimeZone(
    name: "UTC", initial: LocalTimeType(offset: 0, isDaylightSaving: false, abbreviation: "UTC"), transitions: [], rule: nil)

  func span(at time: UnixTime) -> Span {
    let later = transitions.partitioningIndex { $0.time > time }
    if later < transitions.count {
      let current = later == 0 ? nil : transitions[later - 1]
      return Span(start: current?.time ?? .distantPast, end: transitions[later].time, type: current?.type ?? initial)
    }
    let start = transitions.last?.time ?? .distantPast
    guard let rule else { return Span(start: start, end: .distantFuture, type: transitions.last?.type ?? initial) }
    let span = rule.span(at: time)
    return Span(start: max(start, span.start), end: span.end, type: span.type)
  }

  func offset(at time: UnixTime) -> Int { span(at: time).offset }
}

extension UnixTime {
  /// Beyond every calendar, and so far from the ends of `Int` that an offset or a day may be added.
  static let distantPast = UnixTime(seconds: -1 << 60)
  static let distantFuture = UnixTime(seconds: 1 << 60)
}

extension Array {
  /// The first index whose element, like all behind it, satisfies the predicate.
  fileprivate func partitioningIndex(where belongsBehind: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if belongsBehind(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
