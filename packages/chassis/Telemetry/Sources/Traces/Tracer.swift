import Platform

/// A maker of spans.
///
/// ```swift
/// let span = tracer.start("GET /runs/{id}", kind: .server, parent: incoming)
/// defer { span.end() }
/// try await TraceContext.$current.withValue(span.context) { … }
/// ```
public struct Tracer: Sendable {
  /// The sampler, which decides whether a span is recorded.
  public let sampler: Sampler
  private let processor: (any SpanProcessor)?

  /// Creates a tracer.
  ///
  /// - Parameter processor: The receiver of sampled spans. Without one, trace contexts are passed on and logged, and nothing is recorded.
  public init(sampler: Sampler = .parentBased(.alwaysOn), processor: (any SpanProcessor)? = nil) {
    self.sampler = sampler
    self.processor = processor
  }

  /// Begins a span now.
  ///
  /// - Parameter parent: The context of the caller or of the task, of which the span is a part; without one, a trace begins.
  public func start(
    _ name: @autoclosure () -> String, kind: SpanKind = .internal, parent: TraceContext? = TraceContext.current,
    _ attributes: @autoclosure () -> LogFields = [:]
  ) -> Span {
    let traceID = parent?.traceID ?? IDGenerator.traceID()
    let isSampled = sampler.samples(traceID, parent: parent)
    let context = TraceContext(traceID: traceID, spanID: IDGenerator.spanID(), isSampled: isSampled, state: parent?.state ?? "")
    guard isSampled, let processor else { return Span(context: context, recording: nil) }
    let start = Clocks.realtime
    var data = SpanData(name: name(), kind: kind, context: context, parent: parent?.spanID, start: start, end: start, attributes: [])
    for field in attributes().all { data.set(field.key, field.value) }
    return Span(context: context, recording: SpanRecording(data, processor: processor))
  }
}
