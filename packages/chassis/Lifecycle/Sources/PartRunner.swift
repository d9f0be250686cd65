import Synchronization

/// The runner of a process's parts: it starts them in order, waits until it is told to end, and stops them in reverse. `PartSequence`
/// decides, this acts.
///
/// The parts' calls run on `executor`; supervision runs on the timekeeper's, so that a part that hangs delays neither the time limits nor
/// the end.
public final class PartRunner: Sendable {
  /// The calls that tell a process of its progress, in order.
  public struct Observer: Sendable {
    /// Called with an event for the log.
    public var event: @Sendable (PartEvent) -> Void
    /// Called when a part has started: it may be checked from now on.
    public var started: @Sendable (any Part) -> Void
    /// Called when all parts have started.
    public var becameReady: @Sendable () -> Void
    /// Called when readiness is over for good.
    public var draining: @Sendable () -> Void

    /// Creates an observer; what is not given does nothing.
    public init(
      event: @escaping @Sendable (PartEvent) -> Void = { _ in },
      started: @escaping @Sendable (any Part) -> Void = { _ in },
      becameReady: @escaping @Sendable () -> Void = {},
      draining: @escaping @Sendable () -> Void = {}
    ) {
      self.event = event
      self.started = started
      self.becameReady = becameReady
      self.draining = draining
    }
  }

  private let parts: [any Part]
  private let limits: LifecycleLimits
  private let executor: (any TaskExecutor)?
  private let timekeeper: Timekeeper
  private let observer: Observer
  private let events: AsyncStream<PartSequence.Event>
  private let inbox: AsyncStream<PartSequence.Event>.Continuation
  private let state = Mutex(State())

  private struct State {
    var isDraining = false
    var faults: [PartFault] = []
    /// The task of the latest part's start.
    var start: Task<Void, Never>?
    /// The indexes of the parts that were started and not told to stop, and the tasks of their `run`.
    var working: Set<Int> = []
    var work: [Int: Task<Void, Never>] = [:]
  }

  /// Creates a runner of parts, in the order in which they start.
  public init(
    _ parts: [any Part], limits: LifecycleLimits, executor: (any TaskExecutor)? = nil, timekeeper: Timekeeper = .pool,
    observer: Observer = Observer()
  ) {
    self.parts = parts
    self.limits = limits
    self.executor = executor
    self.timekeeper = timekeeper
    self.observer = observer
    (events, inbox) = AsyncStream.makeStream()
  }

  /// Tells the process to end. May be called at any time, from any thread, also before `run`.
  public func shutDown() { inbox.yield(.shutdown) }

  /// Runs the parts, and returns when each that was started has stopped or was left behind.
  public func run() async -> LifecycleReport {
    // Not a child of the caller, whose cancellation must not cut the order short.
    await Task(executorPreference: timekeeper.executor) { await self.drive() }.value
  }

  private func drive() async -> LifecycleReport {
    var sequence = PartSequence(count: parts.count)
    var report = LifecycleReport()
    var deadline = ContinuousClock.now
    // Behind a shutdown that came before, which leaves nothing to begin.
    inbox.yield(.begin)
    for await event in events {
      if case .stopped(let part, _) = event { observer.event(.stopped(parts[part].name)) }
      for action in sequence.handle(event) {
        switch action {
        case .drain:
          state.withLock { $0.isDraining = true }
          observer.draining()
        case .quiesce: deadline = ContinuousClock.now + limits.drain
        case .finish(let ending):
          report.ending = ending
          report.faults = state.withLock { $0.faults }
          return report
        default: break
        }
        perform(action, deadline: deadline)
      }
    }
    preconditionFailure("the inbox of a running sequence is never closed")
  }

  private func note(_ place: Int, _ reason: String, unfinished: Int? = nil) {
    let fault = PartFault(part: parts[place].name, reason: reason, unfinished: unfinished)
    state.withLock { $0.faults.append(fault) }
    observer.event(.fault(fault))
  }

  private func perform(_ action: PartSequence.Action, deadline: ContinuousClock.Instant) {
    switch action {
    case .start(let place): start(place)
    case .cancelStart: state.withLock { $0.start }?.cancel()
    case .becomeReady: observer.becameReady()
    case .waitDelay:
      background {
        try? await self.timekeeper.sleep(self.limits.delay)
        return .delayPassed
      }
    case .quiesce(let places): quiesce(places)
    case .stop(let place): stop(place, deadline: deadline)
    case .drain, .finish: break
    }
  }

  private func start(_ place: Int) {
    let part = parts[place]
    observer.event(.starting(part.name))
    let task = background {
      let start = ContinuousClock.now
      switch await withTimeLimit(self.limits.start, on: self.executor, by: self.timekeeper, { try await part.start() }) {
      case .finished:
        self.observer.event(.started(part.name, after: ContinuousClock.now - start))
        self.observer.started(part)
        self.startWork(of: place)
        return .started(place)
      // A start that was cancelled may say so as it likes.
      case .failed(let error): if !Task.isCancelled { self.note(place, "did not start: \(error)") }
      case .timedOut: self.note(place, "did not start within \(self.limits.start)")
      }
      return .startFailed(place)
    }
    state.withLock { $0.start = task }
  }

  /// Starts the task of the part's `run`.
  private func startWork(of place: Int) {
    let part = parts[place]
    state.withLock { _ = $0.working.insert(place) }
    let task = Task(executorPreference: executor) {
      var reason = "its work ended, and nobody had told it to"
      var hasFailed = false
      do { try await part.run() } catch {
        reason = "broke: \(error)"
        hasFailed = true
      }
      // Work may well end by itself once there is no more of it to come.
      let isBroken = self.state.withLock { $0.working.contains(place) && (hasFailed || !$0.isDraining) }
      if !isBroken { return }
      self.note(place, reason)
      self.inbox.yield(.broke(place))
    }
    state.withLock { $0.work[place] = task }
  }

  private func quiesce(_ places: [Int]) {
    background {
      for place in places {
        let part = self.parts[place]
        let outcome = await withTimeLimit(self.limits.grace, on: self.executor, by: self.timekeeper) { await part.quiesce() }
        if case .timedOut = outcome { self.note(place, "took longer than \(self.limits.grace) to take in no more work") }
      }
      return .quiesced
    }
  }

  private func stop(_ place: Int, deadline: ContinuousClock.Instant) {
    let part = parts[place]
    observer.event(.stopping(part.name))
    let work = state.withLock { state in
      state.working.remove(place)
      return state.work.removeValue(forKey: place)
    }
    background {
      let limit = max(deadline - ContinuousClock.now, .zero) + self.limits.grace
      let outcome = await withTimeLimit(limit, on: self.executor, by: self.timekeeper) {
        defer { work?.cancel() }
        try await part.stop(deadline: deadline)
        work?.cancel()
        await work?.value
      }
      switch outcome {
      case .finished: return .stopped(place, isClean: true)
      case .failed(let error as DrainError): self.note(place, "\(error.unfinished) unfinished when the time ended", unfinished: error.unfinished)
      case .failed(let error): self.note(place, "did not stop: \(error)")
      case .timedOut:
        work?.cancel()
        self.note(place, "did not stop within \(self.limits.grace) after the deadline; left behind")
      }
      return .stopped(place, isClean: false)
    }
  }

  @discardableResult
  private func background(_ body: @escaping @Sendable () async -> PartSequence.Event) -> Task<Void, Never> {
    Task(executorPreference: timekeeper.executor) { _ = self.inbox.yield(await body()) }
  }
}
