/// How long the steps of a process's life may take.
public struct LifecycleLimits: Sendable, Equatable {
  /// For each part to start.
  public var start: Duration
  /// Between the end of readiness and the end of intake, for routers to notice.
  public var delay: Duration
  /// For the work in flight to end, all parts together.
  public var drain: Duration
  /// For a part to return once the deadline has passed.
  public var grace: Duration

  public init(start: Duration = .seconds(60), delay: Duration = .zero, drain: Duration = .seconds(30), grace: Duration = .seconds(1)) {
    self.start = start
    self.delay = delay
    self.drain = drain
    self.grace = grace
  }
}

/// What happens to the parts of a process, for its log.
public enum PartEvent: Sendable {
  case starting(String)
  case started(String, after: Duration)
  case stopping(String)
  case stopped(String)
  case problem(LifecycleReport.Problem)
}

/// How the life of a process's parts went.
public struct LifecycleReport: Sendable {
  /// Something that went wrong with a part.
  public struct Problem: Sendable, Equatable, CustomStringConvertible {
    public let part: String
    public let reason: String
    /// The pieces of work that were cut off, where the part counts them.
    public let unfinished: Int?

    public var description: String { "\(part): \(reason)" }
  }

  public internal(set) var ending = PartSequence.Ending.clean
  public internal(set) var problems: [Problem] = []
  /// When readiness ended.
  public internal(set) var drainStarted: ContinuousClock.Instant?
}
