/// The order in which the parts of a process start and stop, as a state machine without side effects: events go in, actions come out.
///
/// Parts are identified by their index. They start one after another, and stop one after another in reverse; each part that was started is
/// stopped, once, whether the process was told to end, a part did not start, or one broke.
public struct PartSequence: Sendable, Equatable {
  /// An event in the life of the process.
  public enum Event: Sendable, Equatable {
    /// The process begins.
    case begin
    /// The part has started.
    case started(Int)
    /// The part did not start, and holds nothing.
    case startFailed(Int)
    /// The process is told to end.
    case shutdown
    /// A part's `run` ended before it was told to stop.
    case broke(Int)
    /// The delay for routers is over.
    case delayPassed
    /// The parts take no new work any more.
    case quiesced
    /// The part has stopped; `isClean` where that was in time, with nothing cut off.
    case stopped(Int, isClean: Bool)
  }

  /// An action that the sequence asks for.
  public enum Action: Sendable, Equatable {
    /// Start the part.
    case start(Int)
    /// Cancel the start of the part.
    case cancelStart(Int)
    /// All parts have started: the process may be ready.
    case becomeReady
    /// Readiness is over for good: close the intake.
    case drain
    /// Wait for the delay in which routers notice.
    case waitDelay
    /// Quiesce these parts, in this order.
    case quiesce([Int])
    /// Stop the part.
    case stop(Int)
    /// Nothing is left to do.
    case finish(Ending)
  }

  /// The way the parts ended.
  public enum Ending: Sendable, Equatable {
    /// Every part stopped in time, with nothing cut off.
    case clean
    /// A part did not start.
    case startFailed(Int)
    /// A part's `run` ended before it was told to stop.
    case broke(Int)
    /// Work was cut off, or a part could not stop.
    case unfinished
  }

  private enum State: Sendable, Equatable {
    case new
    case starting(Int)
    /// The process was told to end while this part started.
    case cancelling(Int)
    case ready
    case delaying
    case quiescing
    case stopping(Int)
    case finished
  }

  private let count: Int
  private var state = State.new
  private var started = 0
  private var ending = Ending.clean

  /// Creates the sequence of `count` parts.
  public init(count: Int) { self.count = count }

  /// Returns the actions that follow from `event`; none for an event that comes too late to matter.
  public mutating func handle(_ event: Event) -> [Action] {
    switch (state, event) {
    case (.new, .begin): return startNext()
    case (.new, .shutdown): return finish()
    case (.starting(let part), .started(let other)) where other == part:
      started += 1
      return startNext()
    case (.starting(let part), .startFailed(let other)) where other == part:
      ending = .startFailed(part)
      return [.drain] + stopEarly()
    case (.starting(let part), .shutdown):
      state = .cancelling(part)
      return [.drain, .cancelStart(part)]
    case (.starting(let part), .broke(let broken)):
      state = .cancelling(part)
      ending = .broke(broken)
      return [.drain, .cancelStart(part)]
    case (.cancelling(let part), .started(let other)) where other == part:
      started += 1
      return stopEarly()
    case (.cancelling(let part), .startFailed(let other)) where other == part: return stopEarly()
    case (.ready, .shutdown):
      state = .delaying
      return [.drain, .waitDelay]
    case (.ready, .broke(let broken)):
      ending = .broke(broken)
      state = .delaying
      return [.drain, .waitDelay]
    case (.delaying, .delayPassed): return quiesce()
    case (.quiescing, .quiesced): return stopNext()
    case (.stopping(let part), .stopped(let other, let isClean)) where other == part:
      started -= 1
      if !isClean && ending == .clean { ending = .unfinished }
      return stopNext()
    case (.cancelling, .broke(let broken)), (.delaying, .broke(let broken)), (.quiescing, .broke(let broken)), (.stopping, .broke(let broken)):
      if ending == .clean { ending = .broke(broken) }
      return []
    default: return []
    }
  }

  private mutating func startNext() -> [Action] {
    if started == count {
      state = .ready
      return [.becomeReady]
    }
    state = .starting(started)
    return [.start(started)]
  }

  /// Stops without the delay: nobody was told that the process is ready, so no router needs to notice.
  private mutating func stopEarly() -> [Action] { started == 0 ? finish() : quiesce() }

  private mutating func quiesce() -> [Action] {
    if started == 0 { return finish() }
    state = .quiescing
    return [.quiesce((0..<started).reversed())]
  }

  private mutating func stopNext() -> [Action] {
    if started == 0 { return finish() }
    state = .stopping(started - 1)
    return [.stop(started - 1)]
  }

  private mutating func finish() -> [Action] {
    state = .finished
    return [.finish(ending)]
  }
}
