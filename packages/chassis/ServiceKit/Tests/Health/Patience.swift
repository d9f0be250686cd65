import Synchronization

/// Waits until the condition holds, looking again and again; false if it does not within five minutes.
func eventually(_ condition: () async throws -> Bool) async rethrows -> Bool {
  let deadline = ContinuousClock.now + .seconds(300)
  while ContinuousClock.now < deadline {
    if try await condition() { return true }
    try? await Task.sleep(for: .milliseconds(2))
  }
  return try await condition()
}

/// What a test counts from several tasks.
final class Count: Sendable {
  private let number = Atomic(0)
  var value: Int { number.load(ordering: .sequentiallyConsistent) }
  func increment() { number.add(1, ordering: .sequentiallyConsistent) }
}

/// Ends when the task is cancelled, and not before.
func untilCancelled() async {
  let (stream, continuation) = AsyncStream.makeStream(of: Never.self)
  await withTaskCancellationHandler {
    for await _ in stream {}
  } onCancel: {
    continuation.finish()
  }
}

/// Waits, whatever is cancelled, until it is let go.
final class Stuck: Sendable {
  private let parts = AsyncStream.makeStream(of: Never.self)
  func hang() async { await Task { [parts] in for await _ in parts.stream {} }.value }
  func letGo() { parts.continuation.finish() }
}
