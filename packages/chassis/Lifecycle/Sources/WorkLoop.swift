import Synchronization

/// The claim-and-drain loop of a worker: it claims units of work while the process is ready, and works on a bounded number of them at the
/// same time.
///
/// It claims one unit after another until the store has none or all places are taken: whenever a unit ends, every `interval`, and when
/// `claim` is called. From `quiesce` on it claims nothing. `stop` waits for the units in flight up to the deadline, and cancels the others,
/// which end in the store as `interrupted`.
public final class WorkLoop<Store: WorkStore>: Part {
  /// The work on a unit, which returns its outcome. The pause is for waiting within it, such as before another attempt.
  public typealias Work = @Sendable (Store.Unit, WorkPause) async -> WorkOutcome

  public let name: String

  private let store: Store
  private let limit: Int
  private let interval: Duration
  private let intake: Intake
  private let executor: @Sendable () -> (any TaskExecutor)?
  private let timekeeper: Timekeeper
  private let report: @Sendable (WorkStoreError) -> Void
  private let work: Work
  private let state = Mutex(State())

  private struct State {
    var isQuiet = false
    var isClaiming = false
    /// Whether the store may have gained a unit since the last claim.
    var mayHaveMore = false
    /// The tasks of the units in flight, by the unit's number.
    var tasks: [Int: Task<Void, Never>] = [:]
    /// The ends of the pauses that units make, by the unit's number.
    var pauses: [Int: ContinuousClock.Instant] = [:]
    var lastNumber = 0
    /// The end of the time to drain; `nil` before `stop`.
    var deadline: ContinuousClock.Instant?
    var isCutOff = false
    /// The stream that ends when the last unit has ended, for the task that waits for it.
    var drained: AsyncStream<Never>.Continuation?

    var isIdle: Bool { tasks.isEmpty && !isClaiming }
  }

  /// The time in which units that were cut off must end.
  private static var cutOffGrace: Duration { .milliseconds(500) }

  /// Creates a loop over a store.
  ///
  /// - Parameters:
  ///   - name: The part's name.
  ///   - limit: The largest number of units in flight, at least 1.
  ///   - interval: The time between two claims from a store that had no unit.
  ///   - intake: The gate that is asked before each claim.
  ///   - executor: The executor of the next unit.
  ///   - timekeeper: The clock of pauses and of the deadline.
  ///   - report: The receiver of the store's errors. A claim that failed is repeated after `interval`.
  ///   - work: The work on a unit.
  public init(
    _ store: Store, name: String = "work", limit: Int, interval: Duration = .seconds(1), intake: Intake,
    executor: @escaping @Sendable () -> (any TaskExecutor)? = { nil }, timekeeper: Timekeeper = .pool,
    report: @escaping @Sendable (WorkStoreError) -> Void = { _ in }, work: @escaping Work
  ) {
    precondition(limit > 0, "a work loop has room for one unit at least")
    self.store = store
    self.name = name
    self.limit = limit
    self.interval = interval
    self.intake = intake
    self.executor = executor
    self.timekeeper = timekeeper
    self.report = report
    self.work = work
  }

  /// The number of units in flight.
  public var inFlight: Int { state.withLock { $0.tasks.count } }

  public func start() async throws {}

  public func run() async throws {
    while !state.withLock({ $0.isQuiet }) {
      await claim()
      try await timekeeper.sleep(interval)
    }
  }

  public func quiesce() async { state.withLock { $0.isQuiet = true } }

  public func stop(deadline: ContinuousClock.Instant) async throws {
    let tooLate = state.withLock { state in
      state.isQuiet = true
      state.deadline = deadline
      return state.pauses.filter { $0.value > deadline }.compactMap { state.tasks[$0.key] }
    }
    for task in tooLate { task.cancel() }
    if await isDrained(within: max(.zero, deadline - .now)) { return }
    let (tasks, unfinished) = state.withLock { state in
      state.isCutOff = true
      // A claim that has not come back may hold a unit as well.
      return (Array(state.tasks.values), state.tasks.count + (state.isClaiming ? 1 : 0))
    }
    for task in tasks { task.cancel() }
    _ = await isDrained(within: Self.cutOffGrace)
    if unfinished > 0 { throw DrainError(part: name, unfinished: unfinished) }
  }

  /// Claims units that may be worked on now, and starts the work on them. Call it after adding a unit to the store, so that the unit need
  /// not wait for the next interval.
  public func claim() async {
    let isFirst = state.withLock { state in
      state.mayHaveMore = true
      defer { state.isClaiming = true }
      return !state.isClaiming
    }
    // Another call is claiming, and will ask the store once more.
    guard isFirst else { return }
    while takesAnotherLook() {
      do {
        if let unit = try await store.claim() { begin(unit) }
      } catch {
        state.withLock { $0.mayHaveMore = false }
        report(.claim(error))
      }
    }
  }

  /// Whether to ask the store again; if not, claiming is over.
  private func takesAnotherLook() -> Bool {
    let (isWanted, drained) = state.withLock { state in
      if state.mayHaveMore, !state.isQuiet, intake.isOpen, state.tasks.count < limit {
        state.mayHaveMore = false
        return (true, nil as AsyncStream<Never>.Continuation?)
      }
      state.isClaiming = false
      return (false, state.isIdle ? state.drained : nil)
    }
    drained?.finish()
    return isWanted
  }

  private func begin(_ unit: Store.Unit) {
    state.withLock { state in
      state.mayHaveMore = true
      state.lastNumber += 1
      let number = state.lastNumber
      let place = executor()
      // The lock is held until the task is in the table, so that it cannot leave before it came.
      state.tasks[number] = Task(executorPreference: place) { await self.carryOut(unit, number, on: place) }
      if state.isCutOff { state.tasks[number]?.cancel() }
    }
  }

  private func carryOut(_ unit: Store.Unit, _ number: Int, on executor: (any TaskExecutor)?) async {
    let pause = WorkPause { await self.pause(number, $0) }
    let outcome = Task.isCancelled ? .interrupted : await work(unit, pause)
    if Task.isCancelled {
      // A task of its own: the cancellation of the work must not keep its end from the store.
      await Task(executorPreference: executor) { await self.note(unit, outcome) }.value
    } else {
      await note(unit, outcome)
    }
    let drained = state.withLock { state in
      state.tasks[number] = nil
      return state.isIdle ? state.drained : nil
    }
    drained?.finish()
    await claim()
  }

  private func note(_ unit: Store.Unit, _ outcome: WorkOutcome) async {
    do { try await store.finish(unit, outcome) } catch { report(.finish("\(unit.id)", error)) }
  }

  private func pause(_ number: Int, _ duration: Duration) async -> Bool {
    let end = ContinuousClock.now + duration
    let isWorthIt = state.withLock { state in
      if let deadline = state.deadline, end > deadline { return false }
      state.pauses[number] = end
      return true
    }
    guard isWorthIt else { return false }
    defer { state.withLock { $0.pauses[number] = nil } }
    do { try await timekeeper.sleep(duration) } catch { return false }
    return !Task.isCancelled
  }

  private func isDrained(within time: Duration) async -> Bool {
    let (stream, drained) = AsyncStream.makeStream(of: Never.self)
    let isIdle = state.withLock { state in
      state.drained = drained
      return state.isIdle
    }
    if isIdle { return true }
    _ = await withTimeLimit(time, on: nil, by: timekeeper) { for await _ in stream {} }
    return state.withLock { $0.isIdle }
  }
}

/// A pause within the work on a unit.
///
/// ```swift
/// guard await pause(for: .seconds(10)) else { return .interrupted }
/// ```
public struct WorkPause: Sendable {
  private let wait: @Sendable (Duration) async -> Bool

  init(_ wait: @escaping @Sendable (Duration) async -> Bool) { self.wait = wait }

  /// Waits for the duration; returns `false`, early, if the process stops before its end or the work is cut off.
  public func callAsFunction(for duration: Duration) async -> Bool { await wait(duration) }
}
