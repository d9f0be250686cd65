import IO
import Lifecycle
import Telemetry
import Testing

@testable import SchedulerWorker

/// A scheduler whose clock and receiver are in the test's hands, half a minute before noon.
private final class Bench: Sendable {
  let clock = ManualClock("2026-06-01T11:59:30Z")
  let sender = ManualSender()
  let intake = Intake()
  let store: MemoryRunStore
  let output = LogOutput.inMemory()
  let metrics = Metrics()
  let loops: EventLoops
  let scheduler: Scheduler

  init(_ schedules: Schedule..., maximumRunning: Int = 10) throws {
    store = MemoryRunStore()
    loops = try EventLoops(count: 1)
    let runMetrics = RunMetrics(metrics, schedules: schedules.count, store: store)
    let logger = Logger("scheduler", output: output)
    scheduler = Scheduler(
      timetable: Timetable(schedules, now: clock.read(), maximumLateness: 60), store: store,
      maximumRuns: maximumRunning,
      firing: RunFiring(sender: sender, clock: clock, tracer: Tracer(), logger: logger, metrics: runMetrics), clock: clock, intake: intake,
      loops: loops,
      logger: logger, metrics: runMetrics)
  }

  deinit { loops.stop() }

  func start() async throws {
    intake.open()
    try await scheduler.start()
    await clock.whenAsleep(1)
  }

  /// Lets time pass; the ticker has looked at it and sleeps again, beside so many runs that wait for their next attempt.
  func pass(_ seconds: Int, resting: Int = 0) async {
    clock.pass(seconds)
    await clock.whenAsleep(1 + resting)
  }

  /// The lines of the log with that message, as `schedule` or `schedule reason`.
  func lines(_ message: String) -> [String] { output.lines.filter { $0.contains("\"\(message)\"") } }

  func metric(_ line: String) -> String? {
    String(decoding: metrics.write(.prometheus), as: UTF8.self).split(separator: "\n").first { $0.hasPrefix(line) }.map {
      String($0.dropFirst(line.utf8.count + 1))
    }
  }

  func stop(within duration: Duration = .seconds(3600)) async throws { try await scheduler.stop(deadline: .now + duration) }
}

@Suite struct SchedulerTests {
  @Test func `a run is fired at its time, with a key that tells it from others`() async throws {
    let bench = try Bench(try .make("minutely"))
    try await bench.start()
    await bench.pass(29)
    #expect(bench.sender.total == 0)
    await bench.pass(1)
    let call = await bench.sender.next()
    #expect(call.headers.first == "idempotency-key: \"minutely/2026-06-01T12:00:00Z\"")
    call.answer(204)
    await bench.pass(60)
    await bench.sender.next().answer(200)
    try await bench.stop()
    #expect(bench.sender.total == 2)
    #expect(bench.metric("scheduler_runs_total{schedule=\"minutely\",outcome=\"succeeded\"}") == "2")
    #expect(bench.lines("run succeeded").count == 2)
  }

  @Test func `while the process is not ready nothing is fired; soon after it is made up for`() async throws {
    let bench = try Bench(try .make("noon", "0 12 * * *"))
    try await bench.scheduler.start()
    await bench.clock.whenAsleep(1)
    await bench.pass(60)
    #expect(bench.sender.total == 0)
    bench.intake.open()
    await bench.pass(1)
    await bench.sender.next().answer(200)
    try await bench.stop()
    #expect(bench.lines("run succeeded").first?.contains("\"latenessSeconds\":31") == true)
  }

  @Test func `a run that waits in the queue is not fired while the process is not ready`() async throws {
    let bench = try Bench(try .make("queued", overlap: .queue))
    try await bench.start()
    await bench.pass(30)
    let first = await bench.sender.next()
    await bench.pass(60)
    bench.intake.close()
    first.answer(200)
    await bench.pass(1)
    #expect(bench.sender.total == 1)
    #expect(bench.store.counts.waiting == 1)
    bench.intake.open()
    await bench.pass(1)
    #expect(await bench.sender.next().headers.first == "idempotency-key: \"queued/2026-06-01T12:01:00Z\"")
    bench.intake.close()
    try? await bench.stop(within: .zero)
  }

  @Test func `a run that overlaps is skipped, and said to be`() async throws {
    let bench = try Bench(try .make("slow"))
    try await bench.start()
    await bench.pass(30)
    let call = await bench.sender.next()
    await bench.pass(60)
    #expect(bench.sender.total == 1)
    call.answer(200)
    try await bench.stop()
    #expect(bench.metric("scheduler_skipped_runs_total{schedule=\"slow\",reason=\"overlap\"}") == "1")
    #expect(bench.lines("run skipped").first?.contains("\"reason\":\"overlap\"") == true)
  }

  @Test func `what finds all places taken starts when one is free`() async throws {
    let bench = try Bench(try .make("a"), try .make("b"), maximumRunning: 1)
    try await bench.start()
    await bench.pass(30)
    let first = await bench.sender.next()
    #expect(bench.store.counts == RunCounts(waiting: 1, running: 1))
    first.answer(200)
    let second = await bench.sender.next()
    #expect(second.headers.first == "idempotency-key: \"b/2026-06-01T12:00:00Z\"")
    second.answer(200)
    try await bench.stop()
  }

  @Test func `attempts that may fare better are repeated, with a wait`() async throws {
    let retries = RetryPolicy(attempts: 3, backoff: .seconds(10), max: .seconds(20))
    let bench = try Bench(try .make("flaky", "0 12 * * *", retries: retries))
    try await bench.start()
    await bench.pass(30)
    await bench.sender.next().answer(503, retryAfter: .seconds(15))
    await bench.clock.whenAsleep(2)
    await bench.pass(14, resting: 1)
    #expect(bench.sender.total == 1)
    await bench.pass(1)
    await bench.sender.next().fail("connection refused", isTransient: true)
    await bench.clock.whenAsleep(2)
    await bench.pass(20)
    await bench.sender.next().answer(200)
    try await bench.stop()
    #expect(bench.metric("scheduler_retries_total{schedule=\"flaky\"}") == "2")
    #expect(bench.lines("run succeeded").first?.contains("\"attempts\":3") == true)
    #expect(bench.lines("attempt failed").count == 2)
  }

  @Test(arguments: [404, 200, 301, 501]) func `an answer that will be the same again is not asked for again`(status: Int) async throws {
    let retries = RetryPolicy(attempts: 3, backoff: .seconds(10), max: .seconds(20))
    let bench = try Bench(try .make("wrong", "0 12 * * *", expecting: ExpectedStatus(ranges: [201...201]), retries: retries))
    try await bench.start()
    await bench.pass(30)
    await bench.sender.next().answer(status)
    try await bench.stop()
    #expect(bench.sender.total == 1)
    #expect(bench.metric("scheduler_runs_total{schedule=\"wrong\",outcome=\"failed\"}") == "1")
    #expect(bench.lines("run failed").first?.contains("the answer was \(status), expected 201") == true)
  }

  @Test func `when attempts are used up the run has failed`() async throws {
    let bench = try Bench(try .make("down", "0 12 * * *", retries: RetryPolicy(attempts: 2, backoff: .seconds(1), max: .seconds(1))))
    try await bench.start()
    await bench.pass(30)
    await bench.sender.next().fail("timed out", isTransient: true)
    await bench.clock.whenAsleep(2)
    await bench.pass(1)
    await bench.sender.next().fail("timed out", isTransient: true)
    try await bench.stop()
    #expect(bench.lines("run failed").first?.contains("timed out") == true)
  }

  @Test func `stopping lets a run in flight end, starts no other, and says what waited`() async throws {
    let bench = try Bench(try .make("a", overlap: .queue))
    try await bench.start()
    await bench.pass(30)
    let call = await bench.sender.next()
    await bench.pass(60)
    await bench.scheduler.quiesce()
    async let stopped: Void = bench.stop()
    // The stop waits for the run: its own wait for the deadline is the only sleeper.
    await bench.clock.whenAsleep(1)
    call.answer(200)
    try await stopped
    #expect(bench.sender.total == 1)
    #expect(bench.metric("scheduler_skipped_runs_total{schedule=\"a\",reason=\"shutdown\"}") == "1")
    #expect(bench.metric("scheduler_runs_total{schedule=\"a\",outcome=\"succeeded\"}") == "1")
  }

  @Test func `a run that is not done at the deadline is cut off`() async throws {
    let bench = try Bench(try .make("stuck"))
    try await bench.start()
    await bench.pass(30)
    _ = await bench.sender.next()
    await bench.scheduler.quiesce()
    let stopping = Task { try await bench.stop() }
    await bench.clock.whenAsleep(1)
    bench.clock.pass(3601)
    await #expect(throws: DrainError(part: "scheduler", unfinished: 1)) { try await stopping.value }
    #expect(bench.metric("scheduler_runs_total{schedule=\"stuck\",outcome=\"interrupted\"}") == "1")
  }

  @Test func `a run whose next attempt would come after the deadline ends at once`() async throws {
    let bench = try Bench(try .make("patient", "0 12 * * *", retries: RetryPolicy(attempts: 3, backoff: .seconds(7200), max: .seconds(7200))))
    try await bench.start()
    await bench.pass(30)
    await bench.sender.next().answer(500)
    await bench.clock.whenAsleep(2)
    try await bench.stop(within: .seconds(30))
    #expect(bench.metric("scheduler_runs_total{schedule=\"patient\",outcome=\"interrupted\"}") == "1")
  }

  @Test func `a run whose next attempt comes before the deadline makes it`() async throws {
    let bench = try Bench(try .make("patient", "0 12 * * *", retries: RetryPolicy(attempts: 3, backoff: .seconds(2), max: .seconds(2))))
    try await bench.start()
    await bench.pass(30)
    await bench.sender.next().answer(500)
    await bench.clock.whenAsleep(2)
    await bench.scheduler.quiesce()
    async let stopped: Void = bench.stop(within: .seconds(30))
    await bench.clock.whenAsleep(2)
    bench.clock.pass(2)
    await bench.sender.next().answer(200)
    try await stopped
    #expect(bench.metric("scheduler_runs_total{schedule=\"patient\",outcome=\"succeeded\"}") == "1")
  }

  @Test func `a ticker that stands still is not ready`() async throws {
    let bench = try Bench(try .make("new-year", "@yearly"))
    try await bench.start()
    try await bench.scheduler.check()
    await bench.pass(40)
    try await bench.scheduler.check()
    try await bench.stop()
    bench.clock.pass(40)
    await #expect(throws: Scheduler.StalledError.self) { try await bench.scheduler.check() }
  }
}
