/// A part of a process that starts, works, answers a check, and stops: a server, a pool of connections, a worker.
///
/// A process starts its parts in order and stops them in reverse, also when a start failed. The calls of each part come in the order of
/// this list, once each; `run` continues and `check` may be called at any time between `start` and `stop`.
public protocol Part: Sendable {
  /// The name in logs and checks: lower-case words joined by hyphens.
  var name: String { get }

  /// Returns once the part can do its work. An error ends the process, after everything opened so far is closed again. Cancelled when the
  /// process is told to end meanwhile.
  func start() async throws

  /// Does the part's continuous work, if it has any. Cancelled after `stop` has returned; if it returns or throws before `stop` was called,
  /// the part is broken: the process stops and exits 1.
  func run() async throws

  /// Returns if the part can do its work now; an error is the reason why not, and the process is not ready.
  func check() async throws

  /// Takes no new work from now on. Returns at once: the work in flight continues.
  func quiesce() async

  /// Waits for the work in flight up to `deadline`, then cuts it off and releases what the part holds. Throws `DrainError` if work was cut
  /// off. Must return soon after the deadline.
  func stop(deadline: ContinuousClock.Instant) async throws
}

extension Part {
  /// Returns: a part without a check of its own can always do its work.
  public func check() async throws {}
  /// Does nothing: a part without work of its own has none to refuse.
  public func quiesce() async {}

  /// Waits to be cancelled, as a part does that only answers others.
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

/// The error of a part whose work did not end in the time to drain.
public struct DrainError: Error, Equatable, CustomStringConvertible {
  /// The part's name.
  public let part: String
  /// The number of units of work that were cut off.
  public let unfinished: Int

  /// Creates an error.
  public init(part: String, unfinished: Int) {
    self.part = part
    self.unfinished = unfinished
  }

  public var description: String { "\(part): \(unfinished) unfinished when the time to drain ended" }
}
