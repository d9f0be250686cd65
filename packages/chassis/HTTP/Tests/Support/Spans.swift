import Synchronization
import Telemetry

/// Keeps the spans that have ended.
final class Spans: SpanProcessor {
  let all = Mutex<[SpanData]>([])

  func ended(_ span: SpanData) { all.withLock { $0.append(span) } }
}
