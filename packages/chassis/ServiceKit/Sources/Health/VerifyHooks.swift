import Calendar
import HTTP
import IO
import Lifecycle
import Synchronization

/// Work of a chosen duration, for `fleet verify`: `GET /verify/work?duration=2s` on the health port. It counts as work in flight, so that
/// the drain and its deadline can be observed from outside.
final class VerifyHooks: Part {
  let name = "verify-hooks"
  private let startDelay: Duration
  private let state = Mutex(State())

  private struct State {
    var isTakingWork = false
    var inFlight = 0
    var idle: [AsyncStream<Never>.Continuation] = []
  }

  init(startDelay: Duration) { self.startDelay = startDelay }

  func start() async throws {
    if startDelay > .zero { try await EventLoop.sleep(until: .after(startDelay)) }
    state.withLock { $0.isTakingWork = true }
  }

  func quiesce() async { state.withLock { $0.isTakingWork = false } }

  func stop(deadline: ContinuousClock.Instant) async throws {
    let (stream, continuation) = AsyncStream.makeStream(of: Never.self)
    state.withLock { state in
      state.isTakingWork = false
      if state.inFlight == 0 { continuation.finish() } else { state.idle.append(continuation) }
    }
    let timer = Task(executorPreference: EventLoop.current) {
      try? await EventLoop.sleep(until: .after(deadline - .now))
      continuation.finish()
    }
    for await _ in stream {}
    timer.cancel()
    let unfinished = state.withLock { $0.inFlight }
    if unfinished > 0 { throw DrainError(part: name, unfinished: unfinished) }
  }

  func work(_ request: Request) async throws -> Response {
    let text = (request.query ?? "").split(separator: "&").first { $0.hasPrefix("duration=") }?.dropFirst("duration=".count)
    guard let text, let duration = DurationText.parse(String(text)), duration <= .seconds(3600) else {
      throw Problem(.badRequest, "expected ?duration= and a duration up to 1h, such as 500ms or 2s")
    }
    let isTaken = state.withLock { state in
      if state.isTakingWork { state.inFlight += 1 }
      return state.isTakingWork
    }
    guard isTaken else { throw Problem(.serviceUnavailable, "no more work is taken in") }
    defer { finish() }
    try await EventLoop.sleep(until: .after(duration))
    return .text("worked for \(DurationText.write(duration))\n")
  }

  private func finish() {
    let waiting = state.withLock { state in
      state.inFlight -= 1
      guard state.inFlight == 0 else { return [AsyncStream<Never>.Continuation]() }
      defer { state.idle = [] }
      return state.idle
    }
    for continuation in waiting { continuation.finish() }
  }
}
