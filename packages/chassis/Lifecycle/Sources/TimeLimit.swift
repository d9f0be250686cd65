import Synchronization

/// How something with a time limit went.
public enum TimeLimited<Value: Sendable>: Sendable {
  case finished(Value)
  case failed(any Error)
  /// The time passed first. What was going on was cancelled, and may go on regardless.
  case timedOut
}

/// Runs `operation` for at most `limit`, and answers then even if it heeds no cancellation.
///
/// - Parameters:
///   - executor: where it runs; `nil` for the default.
///   - timekeeper: who watches the time.
public func withTimeLimit<Value: Sendable>(
  _ limit: Duration, on executor: (any TaskExecutor)?, by timekeeper: Timekeeper, _ operation: @escaping @Sendable () async throws -> Value
) async -> TimeLimited<Value> {
  let race = Race<Value>()
  let work = Task(executorPreference: executor) {
    do { race.end(.finished(try await operation())) } catch { race.end(.failed(error)) }
  }
  let timer = Task(executorPreference: timekeeper.executor) {
    do { try await timekeeper.sleep(limit) } catch { return }
    race.end(.timedOut)
  }
  let outcome = await withTaskCancellationHandler {
    await race.outcome()
  } onCancel: {
    work.cancel()
  }
  timer.cancel()
  if case .timedOut = outcome { work.cancel() }
  return outcome
}

/// Who watches the time: apart from what is watched, so that no work that hangs can hold up the clock.
public struct Timekeeper: Sendable {
  /// Where waiting tasks run; `nil` for the default.
  public let executor: (any TaskExecutor)?
  /// Waits for a while; throws at once when the task is cancelled. Called on the executor.
  public let sleep: @Sendable (Duration) async throws -> Void

  public init(executor: (any TaskExecutor)?, sleep: @escaping @Sendable (Duration) async throws -> Void) {
    self.executor = executor
    self.sleep = sleep
  }

  /// The clock of Swift's own thread pool.
  public static let pool = Timekeeper(executor: nil) { try await Task.sleep(for: $0) }
}

/// The first of two results, handed to the one who waits for it.
private final class Race<Value: Sendable>: Sendable {
  private enum State {
    case running
    case waiting(CheckedContinuation<TimeLimited<Value>, Never>)
    case ended(TimeLimited<Value>)
  }

  private let state = Mutex(State.running)

  func end(_ outcome: TimeLimited<Value>) {
    let waiter = state.withLock { state -> CheckedContinuation<TimeLimited<Value>, Never>? in
      switch state {
      case .running:
        state = .ended(outcome)
        return nil
      case .waiting(let continuation):
        state = .ended(outcome)
        return continuation
      case .ended: return nil
      }
    }
    waiter?.resume(returning: outcome)
  }

  func outcome() async -> TimeLimited<Value> {
    await withCheckedContinuation { continuation in
      let outcome = state.withLock { state -> TimeLimited<Value>? in
        if case .ended(let outcome) = state { return outcome }
        state = .waiting(continuation)
        return nil
      }
      if let outcome { continuation.resume(returning: outcome) }
    }
  }
}
