import Platform
import Synchronization

/// An operation of a process within a trace, from its start to its end.
///
/// A span that is not sampled has only its ids, for the log and for the next callee: it holds no memory, and its attributes are not
/// evaluated.
public struct Span: Sendable {
  /// The trace context that calls within the span pass on, and that log records carry.
  public let context: TraceContext
  private let recording: SpanRecording?

  init(context: TraceContext, recording: SpanRecording?) {
    self.context = context
    self.recording = recording
  }

  /// Whether the span is recorded.
  public var isRecording: Bool { recording != nil }

  /// Sets an attribute, which replaces an earlier one of that name. At most 128 are kept.
  public func set(_ key: @autoclosure () -> String, _ value: @autoclosure () -> LogValue) {
    recording?.update { $0.set(key(), value()) }
  }

  /// Sets the status.
  public func setStatus(_ status: @autoclosure () -> SpanStatus) { recording?.update { $0.status = status() } }

  /// Replaces the name by a better one, once it is known (the route of a request).
  public func rename(_ name: @autoclosure () -> String) { recording?.update { $0.name = name() } }

  /// Ends the span now and passes it to the processor. Only the first call counts; later changes have no effect.
  public func end() { recording?.end() }
}

/// The kind of a span (OpenTelemetry's `SpanKind`; the raw values are those of OTLP).
public enum SpanKind: Int, Sendable {
  case `internal` = 1
  case server, client, producer, consumer
}

/// The status of a span, `unset` unless it was set.
public enum SpanStatus: Sendable, Equatable {
  case unset, ok
  case error(String)
}

/// A span that has ended.
public struct SpanData: Sendable {
  /// The largest number of attributes; further ones are left out and counted.
  public static let maximumAttributeCount = 128

  /// The name of the operation.
  public internal(set) var name: String
  /// The kind.
  public let kind: SpanKind
  /// The trace context, with the span's ids.
  public let context: TraceContext
  /// The id of the span that this one is part of; `nil` for the first of a trace.
  public let parent: SpanID?
  /// The start, in nanoseconds since 1970.
  public let start: Int
  /// The end, in nanoseconds since 1970.
  public internal(set) var end: Int
  /// The attributes in the order in which they were first set.
  public internal(set) var attributes: [LogFields.Field]
  /// The number of attributes left out.
  public internal(set) var droppedAttributes = 0
  /// The status.
  public internal(set) var status = SpanStatus.unset

  mutating func set(_ key: String, _ value: LogValue) {
    if let index = attributes.firstIndex(where: { $0.key == key }) {
      attributes[index] = .init(key, value)
    } else if attributes.count < Self.maximumAttributeCount {
      attributes.append(.init(key, value))
    } else {
      droppedAttributes += 1
    }
  }
}

/// A receiver of spans that have ended: an exporter's queue, or a test's list.
public protocol SpanProcessor: Sendable {
  /// Takes a span. It is called on the thread that ended the span, and must not wait.
  func ended(_ span: SpanData)
}

/// The data of a sampled span until it ends.
final class SpanRecording: Sendable {
  private let data: Mutex<SpanData?>
  private let processor: any SpanProcessor
  /// The start by the monotonic clock, which measures the duration.
  private let startMonotonic = Clocks.monotonic

  init(_ data: SpanData, processor: any SpanProcessor) {
    self.data = Mutex(data)
    self.processor = processor
  }

  func update(_ body: (inout SpanData) -> Void) {
    data.withLock { data in if data != nil { body(&data!) } }
  }

  func end() {
    let ended = data.withLock { data in
      let ended = data
      data = nil
      return ended
    }
    guard var ended else { return }
    ended.end = ended.start + max(0, Clocks.monotonic - startMonotonic)
    processor.ended(ended)
  }
}
