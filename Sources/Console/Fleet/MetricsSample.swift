import Telemetry

/// The figures of one look at a process's `/metrics` (Prometheus text format 0.0.4) that the page shows.
struct MetricsSample: Sendable, Equatable {
  /// Requests answered since the process started, over all methods, routes and statuses; `nil` for one that serves nothing.
  var requests: Double?
  /// How many of them took at most so many seconds: cumulative, ascending, the last without a limit.
  var buckets: [Bucket] = []
  /// Bytes.
  var residentMemory: Double?

  struct Bucket: Sendable, Equatable {
    var limit: Double
    var count: Double
  }

  private static let duration = "http_server_request_duration_seconds"
  private static let declaration = "# TYPE \(duration) histogram"
  /// A process that names more limits is not one of ours, and each is compared with all at every look.
  private static let mostBuckets = 256
  private static let memory = "process_resident_memory_bytes"

  init() {}

  /// Lines that say nothing of interest, or nothing that can be read, are passed over: the page shows less then, not nothing.
  init(parsing text: String) {
    var counts: [Double: Double] = [:]
    for line in text.utf8.split(separator: 0x0A) {
      // One that has answered nobody yet has the family alone.
      if line.elementsEqual(Self.declaration.utf8) { requests = requests ?? 0 }
      if line.first == UInt8(ascii: "#") { continue }
      guard let line = try? MetricLine(parsing: Substring(line)), line.value.isFinite else { continue }
      switch line.name {
      case Self.duration + "_count": requests = (requests ?? 0) + line.value
      case Self.duration + "_bucket":
        guard let limit = line.labels["le"].flatMap({ MetricLine.number($0) }), !limit.isNaN, limit >= 0 else { continue }
        if counts[limit] == nil, counts.count >= Self.mostBuckets { continue }
        counts[limit, default: 0] += line.value
      case Self.memory: residentMemory = line.value
      default: continue
      }
    }
    buckets = counts.sorted { $0.key < $1.key }.map { Bucket(limit: $0.key, count: $0.value) }
  }
}
