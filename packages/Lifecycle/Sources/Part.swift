/// A part of a process that starts, answers a check, and stops: a server, a pool of connections, a worker.
///
/// A process starts its parts in order and stops them in reverse, also when starting failed half-way. Of each part the calls come
/// in the order in which they stand here; `check` comes at any time between `start` and `stop`.
public protocol Part: Sendable {
  /// What it is called in logs and checks: lower-case words joined by hyphens.
  var name: String { get }

  /// Returns once the part can do its work; what it throws ends the process.
  func start() async throws

  /// Returns if the part can do its work now; what it throws says why not, and the process is not ready.
  func check() async throws

  /// Takes in no new work from here on. Returns at once: what is in flight goes on.
  func quiesce() async

  /// Lets the work in flight end, up to `deadline`, then cuts it off and gives back what the part holds.
  /// Throws `DrainError` if work had to be cut off. Must return soon after the deadline.
  func stop(deadline: ContinuousClock.Instant) async throws
}

extension Part {
  public func check() async throws {}
  public func quiesce() async {}
}

/// Work that was still going on when the time for it ended.
public struct DrainError: Error, Equatable, CustomStringConvertible {
  public let part: String
  /// How many pieces of work were cut off.
  public let unfinished: Int

  public init(part: String, unfinished: Int) {
    self.part = part
    self.unfinished = unfinished
  }

  public var description: String { "\(part): \(unfinished) unfinished when the time to drain ended" }
}
