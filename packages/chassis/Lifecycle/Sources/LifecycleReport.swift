/// The time limits of the steps in a process's life.
public struct LifecycleLimits: Sendable, Equatable {
  /// The longest start of each part.
  public var start: Duration
  /// The delay between the end of readiness and the end of intake, in which routers notice.
  public var delay: Duration
  /// The longest drain: the time for the work in flight to end, all parts together.
  public var drain: Duration
  /// The grace after the drain's deadline, in which each part must return from `stop`; also the longest `quiesce`.
  public var grace: Duration

  /// Creates limits.
  public init(start: Duration = .seconds(60), delay: Duration = .zero, drain: Duration = .seconds(30), grace: Duration = .seconds(1)) {
    self.start = start
    self.delay = delay
    self.drain = drain
    self.grace = grace
  }
}

/// An event in the life of a part, for the process's log.
public enum PartEvent: Sendable {
  /// The part of this name is about to start.
  case starting(String)
  /// The part has started; its start took that time.
  case started(String, after: Duration)
  /// The part is about to stop.
  case stopping(String)
  /// The part has stopped, or was left behind.
  case stopped(String)
  /// Something went wrong with a part.
  case fault(PartFault)
}

/// A fault of a part.
public struct PartFault: Sendable, Equatable, CustomStringConvertible {
  /// The part's name.
  public let part: String
  /// The reason, as a sentence without its subject: "did not start: …".
  public let reason: String
  /// The number of units of work that were cut off, where the part counts them.
  public let unfinished: Int?

  public var description: String { "\(part): \(reason)" }
}

/// The course of the life of a process's parts.
public struct LifecycleReport: Sendable {
  /// The way the parts ended.
  public internal(set) var ending = PartSequence.Ending.clean
  /// The faults, in the order in which they were noticed.
  public internal(set) var faults: [PartFault] = []
}
