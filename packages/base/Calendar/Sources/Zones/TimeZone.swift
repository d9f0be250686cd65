/// The local time of a place: its offset from UTC at every moment, past and future.
public struct TimeZone: Sendable {
  /// The name in the tz database: "Europe/Berlin".
  public let name: String
  /// The local time before the first transition.
  let initial: LocalTimeType
  /// The transitions in order of time.
  let transitions: [Transition]
  /// The rule after the last transition; `nil` where that transition's type holds forever.
  let rule: POSIXRule?

  struct Transition: Hashable, Sendable {
    let time: UnixTime
    /// The local time from `time` on.
    let type: LocalTimeType
  }

  /// A period in which one offset holds. Adjacent spans may have the same offset.
  public struct Span: Hashable, Sendable {
    /// The first second of the span.
    public let start: UnixTime
    /// The first second after the span.
    public let end: UnixTime
    /// The local time that holds in the span.
    public let type: LocalTimeType

    /// The seconds ahead of UTC.
    public var offset: Int { type.offset }
  }

  /// Coordinated Universal Time.
  public static let utc = TimeZone(
    name: "UTC", initial: LocalTimeType(offset: 0, isDaylightSaving: false, abbreviation: "UTC"), transitions: [], rule: nil)

  /// Returns the span that the moment lies in.
  public func span(at time: UnixTime) -> Span {
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

  /// Returns the seconds ahead of UTC at the moment.
  public func offset(at time: UnixTime) -> Int { span(at: time).offset }
}

extension Array {
  /// Returns the first index whose element, like all after it, satisfies the predicate.
  fileprivate func partitioningIndex(where belongsBehind: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if belongsBehind(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
