import Platform
import Synchronization

/// Something that a process does as part of a trace, from its start to its end.
///
/// A span that is not sampled has its ids, for the log and for whoever is called next, and does nothing else: it holds
/// no memory, and what is told to it is not evaluated.
public struct Span: Sendable {
  /// What calls made within the span pass on, and what logs are written with.
  public let context: TraceContext
  private let recording: SpanRecording?

  init(context: TraceContext, recording: SpanRecording?) {
    self.context = context
    self.recording = recording
  }

  /// Whether somebody gets to see what is told to the span.
  public var isRecording: Bool { recording != nil }

  /// At most 128 attributes are kept; setting one again replaces it.
  public func set(_ key: @autoclosure () -> String, _ value: @autoclosure () -> LogValue) {
    recording?.update { $0.set(key(), value()) }
  }

  public func setStatus(_ status: @autoclosure () -> SpanStatus) { recording?.update { $0.status = status() } }

  /// A better name than the one at the start, once it is known (the route of a request).
  public func rename(_ name: @autoclosure () -> String) { recording?.update { $0.name = name() } }

  /// Ends the span now and hands it on. Only the first call counts; what is told to the span afterwards does not.
  public func end() { recording?.end() }
}

/// What kind of part a span plays (OpenTelemetry's `SpanKind`; the raw values are those of OTLP).
public enum SpanKind: Int, Sendable {
  case `internal` = 1
  case server, client, producer, consumer
}

/// How it ended: `unset` unless somebody knows better.
public enum SpanStatus: Sendable, Equatable {
  case unset, ok
  case error(String)
}

/// A span that has ended.
public struct SpanData: Sendable {
  /// Attributes beyond this number are left out and counted.
  public static let maximumAttributeCount = 128

  public internal(set) var name: String
  public let kind: SpanKind
  public let context: TraceContext
  /// The span that this one is part of; `nil` for the first of a trace.
  public let parent: SpanID?
  /// Nanoseconds since 1970.
  public let start: Int
  public internal(set) var end: Int
  public internal(set) var attributes: [LogFields.Field]
  public internal(set) var droppedAttributes = 0
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

/// Takes spans that have ended: an exporter's queue, a test's list.
public protocol SpanProcessor: Sendable {
  /// Called on the thread that ended the span; it must not wait.
  func ended(_ span: SpanData)
}

/// What is known of a sampled span until it ends.
final class SpanRecording: Sendable {
  private let data: Mutex<SpanData?>
  private let processor: any SpanProcessor
  /// How long a span took is measured by the clock that nobody sets.
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
