import IO
import JSON
import Lifecycle
import Synchronization
import Telemetry

/// Fires schedules: looks at the clock and hands what is due to the store, from which a work loop takes it.
final class Scheduler: Part {
  let name = "scheduler"

  private let timetable: Mutex<Timetable>
  private let store: MemoryRunStore
  private let runs: WorkLoop<MemoryRunStore>
  private let clock: any SchedulerClock
  private let intake: Intake
  private let loops: EventLoops
  private let logger: Logger
  private let metrics: RunMetrics
  private let ticker = Mutex<Task<Void, Never>?>(nil)
  private let isQuiet = Atomic<Bool>(false)
  /// The time of the latest look at the clock, by the monotonic clock.
  private let lastTick = Atomic<Int>(0)

  /// The longest time between two looks at the clock, whether or not something is due: a clock that was set is noticed so soon.
  private static let longestPause = Duration.seconds(1)
  /// The time after which a ticker that has not looked at the clock does not work.
  private static let longestSilence = Duration.seconds(30)

  init(
    timetable: consuming Timetable, store: MemoryRunStore, maximumRuns: Int, firing: RunFiring, clock: any SchedulerClock, intake: Intake,
    loops: EventLoops, logger: Logger, metrics: RunMetrics
  ) {
    self.timetable = Mutex(timetable)
    self.store = store
    // Nobody asks it to look by itself: each tick does, and each run that ends.
    let next: @Sendable () -> (any TaskExecutor)? = { loops.next() }
    let timekeeper = Timekeeper(executor: loops.all[0]) { try await clock.sleep(for: $0) }
    runs = WorkLoop(
      store, name: name, limit: maximumRuns, intake: intake, executor: next, timekeeper: timekeeper
    ) { run, pause in await firing.fire(run, pause: pause) }
    self.clock = clock
    self.intake = intake
    self.loops = loops
    self.logger = logger
    self.metrics = metrics
  }

  func start() async throws {
    lastTick.store(clock.read().monotonic, ordering: .relaxed)
    ticker.withLock { $0 = Task(executorPreference: loops.next()) { await self.tickUntilQuiet() } }
  }

  func check() async throws {
    let silence = Duration.nanoseconds(clock.read().monotonic - lastTick.load(ordering: .relaxed))
    if silence > Self.longestSilence { throw StalledError(silence: silence) }
  }

  struct StalledError: Error, CustomStringConvertible {
    let silence: Duration
    var description: String { "the schedules have not been looked at for \(silence)" }
  }

  func quiesce() async {
    isQuiet.store(true, ordering: .releasing)
    await runs.quiesce()
    ticker.withLock { $0?.cancel() }
  }

  func stop(deadline: ContinuousClock.Instant) async throws {
    await quiesce()
    await ticker.withLock { $0 }?.value
    for run in store.removeWaiting() { skip(run, .shutdown) }
    try await runs.stop(deadline: deadline)
  }

  /// What is to come and what goes on, for administration.
  var overview: JSONValue {
    let schedules = timetable.withLock { $0.upcoming }.map { schedule, start in
      ["name": .string(schedule.name), "timeZone": .string(schedule.timeZone.name), "nextRun": start.map { .string("\($0)") } ?? .null] as JSONValue
    }
    let counts = store.counts
    return ["running": .number(counts.running), "waiting": .number(counts.waiting), "schedules": .array(schedules)]
  }

  private func tickUntilQuiet() async {
    while !isQuiet.load(ordering: .acquiring) {
      await tick()
      do { try await clock.sleep(for: pause()) } catch { return }
    }
  }

  private func tick() async {
    let now = clock.read()
    let isOpen = intake.isOpen
    for decision in timetable.withLock({ $0.advance(to: now, isOpen: isOpen) }) {
      switch decision {
      case .due(let run): if let reason = store.add(run) { skip(run, reason) }
      case .skipped(let run, let reason): skip(run, reason)
      }
    }
    await runs.claim()
    lastTick.store(now.monotonic, ordering: .relaxed)
  }

  /// Until the next run, if it is to start soon.
  private func pause() -> Duration {
    guard let next = timetable.withLock({ $0.nextStart }) else { return Self.longestPause }
    let pause = Duration.nanoseconds(next.seconds * 1_000_000_000 - clock.read().wall)
    // One that is due already waits for the process to be ready.
    return pause > .zero ? min(pause, Self.longestPause) : Self.longestPause
  }

  private func skip(_ run: Run, _ reason: SkipReason) {
    metrics.skipped(run, reason)
    logger.warning(
      "run skipped", ["schedule": "\(run.schedule.name)", "scheduledTime": "\(run.scheduledTime)", "reason": "\(reason.rawValue)"])
  }
}
