import Synchronization

/// The outcome of an operation with a time limit.
public enum TimeLimited<Value: Sendable>: Sendable {
  /// The operation returned a value.
  case finished(Value)
  /// The operation threw.
  case failed(any Error)
  /// The time passed first. The operation was cancelled, and may continue regardless.
  case timedOut
}

/// Runs `operation` for at most `limit`, and returns then even if it ignores its cancellation.
///
/// - Parameters:
///   - executor: The executor of the operation; `nil` for the default.
///   - timekeeper: The clock and the executor of the limit.
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

/// The clock of time limits, with an executor apart from what is limited, so that no work that hangs can hold up the clock.
public struct Timekeeper: Sendable {
  /// The executor of the tasks that wait; `nil` for the default.
  public let executor: (any TaskExecutor)?
  /// Waits for a duration; throws at once when the task is cancelled. Called on the executor.
  public let sleep: @Sendable (Duration) async throws -> Void

  /// Creates a timekeeper.
  public init(executor: (any TaskExecutor)?, sleep: @escaping @Sendable (Duration) async throws -> Void) {
    self.executor = executor
    self.sleep = sleep
  }

  /// The timekeeper on Swift's own thread pool.
  public static let pool = Timekeeper(executor: nil) { try await Task.sleep(for: $0) }
}

/// The first of two results, passed to the one task that waits for it.
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
