/// A part of a process that starts, works, answers a check, and stops: a server, a pool of connections, a worker.
///
/// A process starts its parts in order and stops them in reverse, also when starting failed half-way. Of each part the calls come
/// in the order in which they stand here, once each; `run` goes on and `check` may come at any time between `start` and `stop`.
public protocol Part: Sendable {
  /// What it is called in logs and checks: lower-case words joined by hyphens.
  var name: String { get }

  /// Returns once the part can do its work; what it throws ends the process, after what it has opened so far is closed again.
  /// Cancelled when the process is told to end meanwhile.
  func start() async throws

  /// What the part does all the time, if it does. Cancelled after `stop` has returned; if it returns or throws before `stop` was
  /// called, the part is broken: the process stops and exits 1.
  func run() async throws

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

  /// A part that only answers others: it waits to be cancelled.
  public func run() async throws { await untilCancelled() }
}

/// Returns once the task is cancelled.
func untilCancelled() async {
  let (stream, continuation) = AsyncStream.makeStream(of: Never.self)
  await withTaskCancellationHandler {
    for await _ in stream {}
  } onCancel: {
    continuation.finish()
  }
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
