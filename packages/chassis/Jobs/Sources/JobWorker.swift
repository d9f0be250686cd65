import IO
import JSON
import Lifecycle
import Platform
import Postgres
import Synchronization
import Telemetry

/// The part of a process that works jobs: it claims them while the process is ready, a bounded number at a time, and drains them.
///
/// ```swift
/// let worker = JobWorker([JobHandler(.welcome) { job in … }], limit: 50, configuration: settings.database, pool: database.pool, …)
/// try await context.run([database, worker])
/// ```
///
/// It has one lease on all jobs that it holds, which it renews on a connection of its own. Where it does not come to that, another worker
/// takes over; then its jobs are cancelled, and what they would still write by `Job.complete` and `Job.transaction` is refused.
public final class JobWorker: Part {
  /// Times that a worker keeps.
  public struct Limits: Sendable {
    /// The time after which a worker that gives no sign loses its jobs. 100 ms to an hour.
    public var lease = Duration.seconds(15)
    /// The time between two signs.
    public var beat = Duration.seconds(5)
    /// The time between two looks at a queue of which nothing was heard.
    public var poll = Duration.seconds(30)
    /// The time after which a job is looked at again that no handler here knows, or whose payload is newer than it.
    public var unknown = Duration.seconds(60)

    public init() {}
  }

  /// Why the worker cannot work: it has no lease, since it does not reach its queues.
  private struct Detached: Error, CustomStringConvertible {
    let description = "it is cut off from its queues"
  }

  private struct Lease {
    let worker: Int
    /// What its claims name; `nil` where the answer to one was lost, and it may hold what it does not know.
    var fence: Int? = 0
    /// The end of the lease, if no sign comes any more.
    var end: Deadline
  }

  private struct Held {
    let hold: JobHold
    let task: Task<Void, Never>
  }

  private struct State {
    var lease: Lease?
    /// Attempts that are worked on, or whose end is not recorded yet, by their entries.
    var held: [Int: Held] = [:]
    /// Attempts that are worked on.
    var running = 0
    /// Attempts that were worked on to their end, which is to be recorded.
    var completed: [Held] = []
    var isQuiet = false
    var isCutOff = false
    /// Number of the connections that heard of jobs so far. Where one broke, the server may have died, and know less than it said.
    var connections = 0
    /// The end of the wait for the last attempt.
    var drained: AsyncStream<Never>.Continuation?
  }

  /// The time in which attempts that were cut off must end, and the worker must take its leave.
  private static let cutOffGrace = Duration.seconds(1)

  public let name: String
  private let handlers: [String: JobHandler]
  private let queues: [String]
  private let limit: Int
  private let limits: Limits
  private let configuration: PostgresConfiguration
  private let pool: PostgresPool
  private let loops: EventLoops
  private let intake: Intake
  private let logger: Logger
  private let claimWakeup = Wakeup()
  private let recordWakeup = Wakeup()
  private let state = Mutex(State())

  /// Creates a worker.
  ///
  /// - Parameters:
  ///   - handlers: One for each kind of job; their queues are those that it claims from.
  ///   - limit: Jobs that it works on at the same time, at most.
  ///   - configuration: The database, for the connection on which it renews its lease and hears of new jobs. It must lead to sessions of its
  ///     own: to the server, or to a pooler in session mode.
  ///   - pool: The connections by which it claims, and which jobs use.
  public init(
    _ handlers: [JobHandler], name: String = "jobs", limit: Int, limits: Limits = Limits(), configuration: PostgresConfiguration,
    pool: PostgresPool, loops: EventLoops, intake: Intake, logger: Logger
  ) {
    precondition(limit > 0, "a worker works on one job at least")
    precondition(limits.beat < limits.lease, "a lease is renewed before it ends")
    self.handlers = Dictionary(handlers.map { ($0.type, $0) }) { first, _ in preconditionFailure("\(first.type) has two handlers") }
    queues = Set(handlers.map(\.queue)).sorted()
    (self.name, self.limit, self.limits) = (name, limit, limits)
    (self.configuration, self.pool, self.loops, self.intake, self.logger) = (configuration, pool, loops, intake, logger)
  }

  /// The number of jobs that are worked on.
  public var inFlight: Int { state.withLock { $0.running } }

  public func start() async throws {}

  public func run() async throws {
    let loop = loops.next()
    await withTaskGroup { group in
      group.addTask(executorPreference: loop) { await self.keepLease() }
      group.addTask(executorPreference: loop) { await self.watchLease() }
      group.addTask(executorPreference: loop) { await self.claimAll() }
      group.addTask(executorPreference: loop) { await self.recordAll() }
    }
  }

  public func check() async throws {
    if state.withLock({ $0.lease == nil }) { throw Detached() }
  }

  public func quiesce() async {
    state.withLock { $0.isQuiet = true }
    claimWakeup.wake()
  }

  public func stop(deadline: ContinuousClock.Instant) async throws {
    await quiesce()
    var unfinished = 0
    if await !isDrained(within: max(.zero, deadline - .now)) {
      let running = state.withLock { state in
        state.isCutOff = true
        return Array(state.held.values)
      }
      unfinished = running.count
      for held in running { held.task.cancel() }
      _ = await isDrained(within: Self.cutOffGrace)
    }
    if let worker = state.withLock({ $0.lease?.worker }) {
      // What is still held goes back at once; without it the lease lapses.
      let pool = pool
      _ = await withTimeLimit(Self.cutOffGrace, on: loops.next(), by: .pool) { try await pool.execute("SELECT jobs.retire_worker(\(worker))") }
    }
    if unfinished > 0 { throw DrainError(part: name, unfinished: unfinished) }
  }

  private func isDrained(within time: Duration) async -> Bool {
    let (stream, drained) = AsyncStream.makeStream(of: Never.self)
    let isIdle = state.withLock { state in
      state.drained = drained
      return state.held.isEmpty
    }
    if isIdle { return true }
    _ = await withTimeLimit(time, on: nil, by: .pool) { for await _ in stream {} }
    return state.withLock { $0.held.isEmpty }
  }

  // MARK: the lease

  /// Holds a lease for as long as the part runs, on a connection that hears of new jobs as well.
  private func keepLease() async {
    let backoff = Backoff(first: .milliseconds(100), longest: .seconds(2))
    var random = SystemRandomNumberGenerator()
    var failures = 0
    while !Task.isCancelled {
      do {
        let connection = try await PostgresConnection.connect(configuration)
        defer { connection.close() }
        try await listen(on: connection)
        state.withLock { $0.connections += 1 }
        failures = 0
        try await beat(on: connection)
      } catch {
        if Task.isCancelled { return }
        failures += 1
        if failures == 1 { logger.warning("the worker is cut off from its queues", ["reason": .describing(error)]) }
        do throws(IOError) { try await EventLoop.sleep(until: .after(backoff.wait(afterFailures: failures, using: &random))) } catch { return }
      }
    }
  }

  private func listen(on connection: PostgresConnection) async throws {
    for queue in queues {
      try await connection.execute("SELECT jobs.register_queue(\(queue))")
      try await connection.listen(to: SQLIdentifier("jobs.\(queue)"))
    }
  }

  /// Gives signs until the connection breaks.
  private func beat(on connection: PostgresConnection) async throws {
    while !Task.isCancelled {
      if let next = try await renew(on: connection) { try await hear(on: connection, until: next) }
    }
  }

  /// Renews the lease, or takes one, and takes over from others. Returns the moment of the next sign; `nil` where one is due at once.
  private func renew(on connection: PostgresConnection) async throws -> Deadline? {
    // The lease is counted from before the sign is on its way.
    let end = Deadline.after(limits.lease)
    let next = Deadline.after(limits.beat)
    guard let worker = state.withLock({ $0.lease?.worker }) else {
      if state.withLock({ $0.isQuiet }) { return next }
      try await register(on: connection, until: end)
      return nil
    }
    let statement: SQL = "SELECT is_held, lapses_in FROM jobs.beat(\(worker))"
    guard let (isHeld, lapse) = try await connection.first(statement.named("jobs.beat"), as: (Bool, Double?).self, deadline: end), isHeld else {
      lose(worker, "another worker has taken over")
      return nil
    }
    state.withLock { if $0.lease?.worker == worker { $0.lease?.end = end } }
    guard let lapse else { return next }
    if lapse > 0 { return min(next, .after(.milliseconds(Int(lapse * 1000) + 1))) }
    try await connection.execute("SELECT jobs.take_over()", deadline: end)
    return next
  }

  private func register(on connection: PostgresConnection, until end: Deadline) async throws {
    let statement: SQL = "SELECT jobs.register_worker(\("\(name), process \(ThisProcess.identifier)"), \(Interval(limits.lease)))"
    let number = try await connection.first(statement, as: Int.self, deadline: end)
    state.withLock { $0.lease = number.map { Lease(worker: $0, end: end) } }
    // Jobs may have come while nobody listened.
    claimWakeup.wake()
  }

  /// Hears of new jobs until the moment.
  private func hear(on connection: PostgresConnection, until moment: Deadline) async throws(PostgresError) {
    while true {
      do throws(PostgresError) {
        _ = try await connection.nextNotification(deadline: moment)
      } catch {
        if error.kind == .timedOut { return }
        throw error
      }
      claimWakeup.wake()
    }
  }

  /// Gives up a lease whose time is over without a sign that arrived.
  private func watchLease() async {
    while !Task.isCancelled {
      let lease = state.withLock { $0.lease }
      if let lease, lease.end <= .now { lose(lease.worker, "no sign reached the database in time") }
      do throws(IOError) { try await EventLoop.sleep(until: max(.after(.milliseconds(10)), lease?.end ?? .after(limits.beat))) } catch { return }
    }
  }

  private func lose(_ worker: Int, _ reason: String) {
    let lost = state.withLock { state in
      guard state.lease?.worker == worker else { return [Held]() }
      state.lease = nil
      let lost = Array(state.held.values)
      for held in lost { held.hold.noteLost() }
      // What has ended is no longer this worker's to record, and the others leave as they end.
      state.completed = []
      state.held = state.held.filter { !$0.value.hold.isEnded }
      return lost
    }
    for held in lost { held.task.cancel() }
    noteEnds()
    logger.warning("the lease is lost", ["reason": .string(reason), "worker": .int(worker), "jobs": .int(lost.count)])
  }

  // MARK: claims

  /// Claims jobs while there is room, and begins them.
  private func claimAll() async {
    var marks: [String: ClaimMarks] = [:]
    var connections = 0
    while !Task.isCancelled {
      let (lease, room, current) = state.withLock { ($0.isQuiet ? nil : $0.lease, limit - $0.running, $0.connections) }
      var next = Deadline.after(limits.poll)
      var hasMore = false
      if let lease, room > 0, intake.isOpen {
        if current != connections { (marks, connections) = ([:], current) }
        do {
          let fence = if let fence = lease.fence { fence } else { try await settle(lease.worker) }
          var left = room
          for queue in queues where left > 0 {
            let claimed = try await claim(left, of: queue, &marks[queue, default: ClaimMarks()], by: lease.worker, fence)
            left -= claimed
            if claimed > 0 { hasMore = true }
          }
          if !hasMore { next = try await nextDue(before: next) }
        } catch {
          if Task.isCancelled { return }
          logger.warning("no jobs can be claimed", ["reason": .describing(error)])
          marks = [:]
          state.withLock { if $0.lease?.worker == lease.worker { $0.lease?.fence = nil } }
          next = .after(.milliseconds(200))
        }
      } else if room > 0 {
        next = .after(.milliseconds(200))
      }
      if hasMore, state.withLock({ $0.running < limit }) { continue }
      await claimWakeup.wait(until: next)
    }
  }

  /// Gives back what may have been claimed when the answer was lost, and returns the fence of the next claims.
  private func settle(_ worker: Int) async throws -> Int {
    let known = state.withLock { Array($0.held.keys) }
    let fence = try await pool.first("SELECT jobs.give_back_unknown(\(worker), \(known))", as: Int?.self) ?? nil
    guard let fence else {
      lose(worker, "another worker has taken over")
      throw Detached()
    }
    state.withLock { if $0.lease?.worker == worker { $0.lease?.fence = fence } }
    return fence
  }

  /// Claims jobs of a queue, begins them, and returns how many those are.
  private func claim(_ room: Int, of queue: String, _ marks: inout ClaimMarks, by worker: Int, _ fence: Int) async throws -> Int {
    let (jobs, sweep) = try await pool.withConnection { [marks] connection in
      if !marks.wantsSweep(.now) {
        let jobs = try await ClaimedJob.claim(room, of: queue, behind: marks.ordinary, by: worker, fence, on: connection)
        if !jobs.isEmpty { return (jobs, nil as (ClaimMarks.Horizon, Deadline)?) }
      }
      let began = Deadline.now
      let horizon = try await ClaimMarks.Horizon.now(on: connection)
      return (try await ClaimedJob.claim(room, of: queue, behind: marks.thorough, by: worker, fence, on: connection), (horizon, began))
    }
    for job in jobs { marks.claimed(job.entry, job.priority) }
    if let (horizon, began) = sweep { marks.swept(horizon, foundAll: jobs.count < room, began: began, ended: .now) }
    for job in jobs { begin(job, worker) }
    return jobs.count
  }

  private func nextDue(before limit: Deadline) async throws -> Deadline {
    let seconds = try await pool.first(
      "SELECT extract(epoch FROM min(jobs.next_due(queue)) - clock_timestamp())::float8 FROM unnest(\(queues)::text[]) queue", as: Double?.self)
    guard let seconds = seconds ?? nil else { return limit }
    return min(limit, .after(.milliseconds(max(1, Int((seconds * 1000).rounded(.up))))))
  }

  // MARK: work

  private func begin(_ job: ClaimedJob, _ worker: Int) {
    let hold = JobHold(id: job.id, entry: job.entry, slot: job.slot, worker: worker, pool: pool)
    state.withLock { state in
      guard state.lease?.worker == worker else { return }
      state.running += 1
      // The lock is held until the task is in the table, so that it cannot leave before it came.
      let task = Task(executorPreference: loops.next()) { await self.carryOut(job, hold) }
      state.held[job.entry] = Held(hold: hold, task: task)
      if state.isCutOff { task.cancel() }
    }
  }

  private func carryOut(_ job: ClaimedJob, _ hold: JobHold) async {
    let failure = await Logger.with(["job": .int(job.id), "type": .string(job.type), "attempt": .int(job.attempt)]) { await work(on: job, hold) }
    hold.noteEnded()
    state.withLock { state in
      state.running -= 1
      if hold.isLost || hold.isCompleted {
        state.held[job.entry] = nil
      } else if failure == nil, let held = state.held[job.entry] {
        state.completed.append(held)
      }
    }
    if let failure, !hold.isLost, !hold.isCompleted {
      await end(job, hold, failure)
      state.withLock { $0.held[job.entry] = nil }
    } else {
      recordWakeup.wake()
    }
    claimWakeup.wake()
    noteEnds()
  }

  /// Tells who waits for the last attempt, if it has ended.
  private func noteEnds() {
    let drained = state.withLock { $0.held.isEmpty ? $0.drained : nil }
    drained?.finish()
  }

  /// Works on a job, and returns why it failed; `nil` where it did not.
  private func work(on job: ClaimedJob, _ hold: JobHold) async -> (any Error)? {
    guard let handler = handlers[job.type] else { return JobHandler.Refusal.unknown }
    let pool = pool
    let outcome = await withTimeLimit(handler.timeLimit, on: loops.next(), by: .pool) {
      var payload = job.payload
      if payload == nil {
        payload = try await pool.withConnection { try await ClaimedJob.payload(of: job.entry, by: hold.worker, on: $0) }
      }
      guard let payload else { throw LeaseLost(job: job.id) }
      try await handler.work(payload, job.version, job.attempt, hold)
    }
    switch outcome {
    case .finished: return nil
    case .failed(let error): return error
    case .timedOut: return JobHandler.Overdue(limit: handler.timeLimit)
    }
  }

  /// Records that an attempt did not succeed.
  private func end(_ job: ClaimedJob, _ hold: JobHold, _ error: any Error) async {
    var random = SystemRandomNumberGenerator()
    var (kind, wait) = ("f", handlers[job.type]?.backoff.wait(afterFailures: job.attempt, using: &random))
    var reason: String? = "\(error)"
    switch error {
    case is JobHandler.Refusal: (kind, wait) = ("r", limits.unknown)
    case JobError.snooze(let time): (kind, wait, reason) = ("r", time, nil)
    case JobError.hopeless(let why): (wait, reason) = (nil, why)
    default: if Task.isCancelled { (kind, wait, reason) = ("r", .zero, nil) }
    }
    if let reason { logger.error("job failed", ["job": .int(job.id), "type": .string(job.type), "reason": .string(reason)]) }
    let again = wait.map { Interval($0) }
    let statement: SQL = """
      SELECT jobs.end_job(\(hold.worker), \(job.entry), \(kind)::text::"char", \(reason.postgresValue), \(again.postgresValue))
      """
    // A task of its own: that of the job may be cancelled.
    await Task(executorPreference: loops.next()) { await self.record(statement.named("jobs.end"), of: hold) }.value
  }

  /// Records the end of an attempt, however often that fails, for as long as the worker holds it. Recorded twice it is recorded once.
  private func record(_ statement: SQL, of hold: JobHold) async {
    while !hold.isLost {
      do {
        try await pool.execute(statement)
        return
      } catch {
        logger.warning("the end of a job could not be recorded yet", ["job": .int(hold.id), "reason": .describing(error)])
      }
      do throws(IOError) { try await EventLoop.sleep(until: .after(.milliseconds(200))) } catch { return }
    }
  }

  /// Records the ends of attempts, as many at a time as have gathered.
  private func recordAll() async {
    while !Task.isCancelled {
      let batch = state.withLock { state in
        defer { state.completed = [] }
        return state.completed
      }
      // All are held under one lease: where one is lost, what ended under it is left out.
      guard let worker = batch.first?.hold.worker else {
        await recordWakeup.wait(until: .after(.seconds(60)))
        continue
      }
      do {
        let statement: SQL = "SELECT jobs.complete_jobs(\(worker), \(batch.map(\.hold.entry)), \(batch.map(\.hold.slot)))"
        let recorded = try await pool.query(statement.named("jobs.complete"), as: Int.self)
        if recorded.count < batch.count {
          logger.warning("jobs were completed that another worker had taken over", ["count": .int(batch.count - recorded.count)])
        }
        state.withLock { state in for held in batch { state.held[held.hold.entry] = nil } }
        noteEnds()
      } catch {
        if Task.isCancelled { return }
        logger.warning("the ends of jobs could not be recorded", ["reason": .describing(error), "count": .int(batch.count)])
        state.withLock { state in if state.lease?.worker == worker { state.completed += batch } }
        do throws(IOError) { try await EventLoop.sleep(until: .after(.milliseconds(200))) } catch { return }
      }
    }
  }
}

extension Interval {
  /// The interval of this length, to the microsecond.
  fileprivate init(_ duration: Duration) { self.init(microseconds: Int64(duration / .microseconds(1))) }
}
