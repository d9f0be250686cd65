import Synchronization

/// Events told to everybody who watches: one source, however many viewers.
///
/// A viewer that comes later first hears the last event of each name. One that is slow misses events in between, and memory stays bounded.
final class Broadcast: Sendable {
  struct Event: Sendable, Equatable {
    var name: String
    /// Text of one line.
    var data: String
  }

  private struct State {
    var viewers: [Int: AsyncStream<Event>.Continuation] = [:]
    var next = 0
    var latest: [Event] = []
    var isClosed = false
  }

  private let state = Mutex(State())
  private let limit: Int

  /// - Parameter limit: largest number of viewers at the same time.
  init(limit: Int) { self.limit = limit }

  /// Events from now on; `nil` where there are as many viewers as may be, or all is closed.
  func watch() -> AsyncStream<Event>? {
    let (stream, continuation) = AsyncStream.makeStream(of: Event.self, bufferingPolicy: .bufferingNewest(8))
    let number: Int? = state.withLock { state in
      if state.isClosed || state.viewers.count >= limit { return nil }
      state.next += 1
      state.viewers[state.next] = continuation
      for event in state.latest { continuation.yield(event) }
      return state.next
    }
    guard let number else { return nil }
    continuation.onTermination = { [weak self] _ in self?.state.withLock { $0.viewers[number] = nil } }
    return stream
  }

  func tell(_ event: Event) {
    let viewers = state.withLock { state in
      if let index = state.latest.firstIndex(where: { $0.name == event.name }) { state.latest[index] = event } else { state.latest.append(event) }
      return Array(state.viewers.values)
    }
    for viewer in viewers { viewer.yield(event) }
  }

  /// Ends every viewer's events, and takes no more viewers.
  func close() {
    let viewers = state.withLock { state in
      state.isClosed = true
      defer { state.viewers = [:] }
      return Array(state.viewers.values)
    }
    for viewer in viewers { viewer.finish() }
  }

  var viewerCount: Int { state.withLock { $0.viewers.count } }
}
