import Calendar

/// What is to be done, and when.
struct Schedule: Sendable {
  /// Unique within the file; what logs, metrics and receivers know it by.
  let name: String
  let recurrence: Recurrence
  let timeZone: TimeZone
  let request: ScheduledRequest
  let overlap: Overlap
  let isEnabled: Bool
  /// How much later than its times it starts, in seconds: different from schedule to schedule and always the same for one, so that
  /// what is due at the same time is spread out and the distance from run to run stays.
  let delay: Int

  /// What happens with a run whose predecessor is not done yet.
  enum Overlap: String, Sendable, CaseIterable {
    /// It is left out.
    case skip
    /// It waits for its predecessor's end.
    case queue
    /// It runs beside it.
    case allow
  }

  /// The first time later than `time` for which it has a run; the run starts `delay` later.
  func next(after time: UnixTime) -> UnixTime? { recurrence.next(after: time, in: timeZone) }

  /// A delay from 0 to `jitter` seconds that depends on nothing but the name (FNV-1a).
  static func delay(of name: String, jitter: Int) -> Int {
    let hash = name.utf8.reduce(UInt64(0xCBF2_9CE4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    return Int(hash % UInt64(jitter + 1))
  }
}
