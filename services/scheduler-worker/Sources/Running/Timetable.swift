import Calendar

/// Decides which runs are due, from nothing but the clocks' readings: it waits for nothing and starts nothing.
///
/// However the clocks behave, a schedule has at most one run at each reading, and there are no repetitions and no storms:
/// - **The clock is put forward, or the process stood still**: of the runs passed over, the latest is due if it is no later than
///   `maximumLateness`; the others are skipped.
/// - **The clock is put back**, by up to three hours: runs at fixed hours do not come again until the clock has reached the time at
///   which it was put back. Runs that follow elapsed time (a wildcard hour, `@every`) go on by the clock as it now is, but none sooner after its
///   predecessor than it would have been.
/// - **The clock is put back further**: it had been wrong; everything is calculated anew from the time it shows.
struct Timetable {
  enum Decision {
    case due(Run)
    /// A run, and perhaps others after it that were passed over with it.
    case skipped(Run, SkipReason)
  }

  fileprivate struct Entry {
    let schedule: Schedule
    /// The next run's time, without the schedule's delay; `nil` if there is none.
    var next: UnixTime?
    /// The last run that was due, and when.
    var last: (time: UnixTime, reading: ClockReading)?
  }

  private var entries: [Entry]
  /// In seconds.
  private let maximumLateness: Int
  private var previous: UnixTime
  /// The latest time up to which runs were decided on.
  private var decided: UnixTime
  /// As far back as runs at fixed hours stay done: three hours, as in Vixie's cron.
  private static let largestSetback = 3 * 3600

  /// Schedules that are not enabled are left out. The first runs are those after `now`.
  init(_ schedules: [Schedule], now: ClockReading, maximumLateness: Int) {
    self.maximumLateness = maximumLateness
    previous = now.time
    decided = now.time
    entries = schedules.filter(\.isEnabled).map { schedule in
      Entry(schedule: schedule, next: schedule.next(after: now.time - schedule.delay), last: nil)
    }
  }

  /// When the next run starts; `nil` if there is none.
  var nextStart: UnixTime? { entries.compactMap { entry in entry.next.map { $0 + entry.schedule.delay } }.min() }

  /// When each schedule's next run starts; `nil` if there is none.
  var upcoming: [(schedule: Schedule, start: UnixTime?)] {
    entries.map { entry in (entry.schedule, entry.next.map { $0 + entry.schedule.delay }) }
  }

  /// What is due by now. While the process is not ready (`isOpen` is false) nothing is: what becomes too late meanwhile is skipped.
  mutating func advance(to now: ClockReading, isOpen: Bool) -> [Decision] {
    if now.time < previous { turnBack(to: now) }
    previous = now.time
    decided = max(decided, now.time)
    var decisions: [Decision] = []
    for index in entries.indices where entries[index].isDue(at: now.time) { advance(&entries[index], to: now, isOpen, &decisions) }
    return decisions
  }

  private func advance(_ entry: inout Entry, to now: ClockReading, _ isOpen: Bool, _ decisions: inout [Decision]) {
    let schedule = entry.schedule
    while let next = entry.next, entry.isDue(at: now.time) {
      let run = Run(schedule: schedule, scheduledTime: next)
      let following = schedule.next(after: next)
      if now.time - run.startTime > maximumLateness {
        entry.next = schedule.next(after: max(next, now.time - schedule.delay - maximumLateness - 1))
        decisions.append(.skipped(run, isOpen ? .late : .notReady))
      } else if let following, following + schedule.delay <= now.time {
        entry.next = following
        decisions.append(.skipped(run, isOpen ? .late : .notReady))
      } else if entry.isRepetition(at: now) {
        entry.next = following
      } else if isOpen {
        entry.next = following
        entry.last = (next, now)
        decisions.append(.due(run))
      } else {
        return
      }
    }
  }

  private mutating func turnBack(to now: ClockReading) {
    let isLarge = decided - now.time > Self.largestSetback
    if isLarge { decided = now.time }
    for index in entries.indices where isLarge || entries[index].schedule.recurrence.followsElapsedTime {
      entries[index].next = entries[index].resumed(at: now)
    }
  }
}

extension Timetable.Entry {
  fileprivate func isDue(at time: UnixTime) -> Bool { next.map { $0 + schedule.delay <= time } ?? false }

  /// The first run by a clock that was put back, no sooner after its predecessor than it would have been.
  fileprivate func resumed(at now: ClockReading) -> UnixTime? {
    let start = now.time - schedule.delay
    var candidate = schedule.next(after: start)
    let missing = timeMissing(at: now)
    while let time = candidate, time - start < missing { candidate = schedule.next(after: time) }
    return candidate
  }

  /// The run's time has been before, and it is too soon after that for elapsed time to call for it again.
  fileprivate func isRepetition(at now: ClockReading) -> Bool {
    guard let next, let last, next <= last.time else { return false }
    return timeMissing(at: now) > 0
  }

  /// How many seconds of the usual distance between the last run and its successor have not passed yet, for a schedule that
  /// follows elapsed time.
  private func timeMissing(at now: ClockReading) -> Int {
    guard schedule.recurrence.followsElapsedTime, let last, let following = schedule.next(after: last.time) else { return 0 }
    return (following - last.time) - (now.monotonic - last.reading.monotonic) / 1_000_000_000
  }
}
