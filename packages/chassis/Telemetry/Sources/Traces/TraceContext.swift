/// Where in which trace something happens: what W3C Trace Context passes from one process to the next.
///
/// ```swift
/// let context = TraceContext(traceparent: request.headers["traceparent"], tracestate: request.headers["tracestate"])
/// try await TraceContext.$current.withValue(context) { … }   // logs in there carry its ids
/// ```
public struct TraceContext: Sendable, Hashable {
  public let traceID: TraceID
  public let spanID: SpanID
  /// Whether the one who began the trace, or a caller since, may have recorded it.
  public let isSampled: Bool
  /// What tracing systems pass along for themselves: the header `tracestate`; empty if there is none.
  public let state: String

  /// The context of what the task does now; `nil` outside of any trace.
  @TaskLocal public static var current: TraceContext?

  public init(traceID: TraceID, spanID: SpanID, isSampled: Bool, state: String = "") {
    self.traceID = traceID
    self.spanID = spanID
    self.isSampled = isSampled
    self.state = state
  }

  /// A context that begins a trace.
  public static func root(isSampled: Bool) -> TraceContext {
    TraceContext(traceID: IDGenerator.traceID(), spanID: IDGenerator.spanID(), isSampled: isSampled)
  }

  /// A context within the same trace, with a new span id.
  public func child(isSampled: Bool? = nil) -> TraceContext {
    TraceContext(traceID: traceID, spanID: IDGenerator.spanID(), isSampled: isSampled ?? self.isSampled, state: state)
  }
}
