import Calendar

/// One firing of a schedule.
struct Run: Identifiable, Sendable {
  let schedule: Schedule
  /// The schedule's time for it; the run starts later than that by the schedule's delay.
  let scheduledTime: UnixTime

  /// The time at which it is to start.
  var startTime: UnixTime { scheduledTime + schedule.delay }

  /// A name that no other run has, in any process: receivers know by it what they have seen before.
  var id: String { "\(schedule.name)/\(scheduledTime)" }
}

/// Why a run that was due does not take place.
enum SkipReason: String, Sendable, CaseIterable {
  /// Its predecessor is not done, and the schedule says `skip`.
  case overlap
  /// Its predecessor is not done, and as many as may be wait already.
  case queueFull = "queue_full"
  /// It could have started only later than is allowed: the process or its clock stood still, or the clock was put forward.
  case late
  /// The process was not ready when it was due, nor soon enough after.
  case notReady = "not_ready"
  /// It waited when the process was told to stop.
  case shutdown
}
