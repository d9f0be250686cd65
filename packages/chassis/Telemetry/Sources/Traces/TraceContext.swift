/// The place in a trace that W3C Trace Context passes from one process to the next.
///
/// ```swift
/// let context = TraceContext(traceparent: request.headers["traceparent"], tracestate: request.headers["tracestate"])
/// try await TraceContext.$current.withValue(context) { … }   // log records in there carry its ids
/// ```
public struct TraceContext: Sendable, Hashable {
  /// The id of the trace.
  public let traceID: TraceID
  /// The id of the span.
  public let spanID: SpanID
  /// Whether the process that began the trace, or a caller since, may have recorded it (the flag `sampled`).
  public let isSampled: Bool
  /// The value of the header `tracestate`, which tracing systems pass along; empty if there is none.
  public let state: String

  /// The context of the running task; `nil` outside of any trace.
  @TaskLocal public static var current: TraceContext?

  /// Creates a context.
  public init(traceID: TraceID, spanID: SpanID, isSampled: Bool, state: String = "") {
    self.traceID = traceID
    self.spanID = spanID
    self.isSampled = isSampled
    self.state = state
  }

  /// Returns a context that begins a trace.
  public static func root(isSampled: Bool) -> TraceContext {
    TraceContext(traceID: IDGenerator.traceID(), spanID: IDGenerator.spanID(), isSampled: isSampled)
  }

  /// Returns a context within the same trace, with a new span id.
  public func child(isSampled: Bool? = nil) -> TraceContext {
    TraceContext(traceID: traceID, spanID: IDGenerator.spanID(), isSampled: isSampled ?? self.isSampled, state: state)
  }
}
