import Synchronization
import Telemetry

/// A bounded queue of spans to be sent.
final class SpanQueue: SpanProcessor {
  private let state = Mutex<(spans: [SpanData], isClosed: Bool)>(([], false))
  private let capacity: Int
  private let batchSize: Int
  private let dropped: Counter
  /// Wake-ups for the sender: a batch is full, the delay has passed, or the queue is closed. Several pending ones are one.
  let wakes: AsyncStream<Void>
  private let waker: AsyncStream<Void>.Continuation

  /// Creates an empty queue.
  ///
  /// - Parameter dropped: The counter of spans for which there was no room.
  init(capacity: Int, batchSize: Int, dropped: Counter) {
    self.capacity = capacity
    self.batchSize = batchSize
    self.dropped = dropped
    (wakes, waker) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  func ended(_ span: SpanData) {
    let count = state.withLock { state -> Int? in
      guard !state.isClosed, state.spans.count < capacity else { return nil }
      state.spans.append(span)
      return state.spans.count
    }
    guard let count else { return dropped.increment() }
    if count == batchSize || count == capacity { wake() }
  }

  func wake() { waker.yield() }

  /// Refuses further spans; those in the queue can still be taken.
  func close() {
    state.withLock { $0.isClosed = true }
    waker.finish()
  }

  func takeBatch() -> [SpanData] {
    state.withLock { state in
      let batch = Array(state.spans.prefix(batchSize))
      state.spans.removeFirst(batch.count)
      return batch
    }
  }

  /// Removes and returns all spans.
  func takeAll() -> [SpanData] {
    state.withLock { state in
      defer { state.spans = [] }
      return state.spans
    }
  }
}
