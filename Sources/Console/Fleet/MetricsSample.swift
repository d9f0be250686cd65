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
      guard let line = Series(line) else { continue }
      switch line.name {
      case Self.duration + "_count": requests = (requests ?? 0) + line.value
      case Self.duration + "_bucket":
        guard let limit = line.labels["le"].flatMap(Self.number), !limit.isNaN, limit >= 0 else { continue }
        if counts[limit] == nil, counts.count >= Self.mostBuckets { continue }
        counts[limit, default: 0] += line.value
      case Self.memory: residentMemory = line.value
      default: continue
      }
    }
    buckets = counts.sorted { $0.key < $1.key }.map { Bucket(limit: $0.key, count: $0.value) }
  }

  fileprivate static func number(_ text: String) -> Double? {
    switch text {
    case "+Inf": .infinity
    case "-Inf": -.infinity
    default: Double(text)
    }
  }
}

/// One line: `name{label="value",…} 1.5 1700000000`, without its time.
private struct Series {
  var name: String
  var labels: [String: String] = [:]
  var value: Double

  /// `nil` for a comment, and for what is no sample.
  init?(_ line: Substring.UTF8View.SubSequence) {
    var rest = line
    if rest.first == UInt8(ascii: "#") { return nil }
    name = Self.take(&rest) { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: " ") }
    if name.isEmpty { return nil }
    if rest.first == UInt8(ascii: "{") {
      rest = rest.dropFirst()
      while rest.first != UInt8(ascii: "}") {
        let label = Self.take(&rest) { $0 == UInt8(ascii: "=") }
        rest = rest.dropFirst()
        guard rest.first == UInt8(ascii: "\""), let text = Self.takeQuoted(&rest) else { return nil }
        labels[label] = text
        if rest.first == UInt8(ascii: ",") { rest = rest.dropFirst() } else if rest.first != UInt8(ascii: "}") { return nil }
      }
      rest = rest.dropFirst()
    }
    let number = rest.split(separator: UInt8(ascii: " ")).first.map { String(decoding: $0, as: UTF8.self) }
    guard let value = number.flatMap(MetricsSample.number), value.isFinite else { return nil }
    self.value = value
  }

  private static func take(_ rest: inout Substring.UTF8View.SubSequence, until isEnd: (UInt8) -> Bool) -> String {
    let part = rest.prefix { !isEnd($0) }
    rest = rest.dropFirst(part.count)
    return String(decoding: part, as: UTF8.self)
  }

  /// `nil` where the quotes do not end.
  private static func takeQuoted(_ rest: inout Substring.UTF8View.SubSequence) -> String? {
    var bytes: [UInt8] = []
    var index = rest.index(after: rest.startIndex)
    while index < rest.endIndex {
      let byte = rest[index]
      index = rest.index(after: index)
      if byte == UInt8(ascii: "\"") {
        rest = rest[index...]
        return String(decoding: bytes, as: UTF8.self)
      }
      if byte == UInt8(ascii: "\\"), index < rest.endIndex {
        bytes.append(rest[index] == UInt8(ascii: "n") ? 0x0A : rest[index])
        index = rest.index(after: index)
      } else {
        bytes.append(byte)
      }
    }
    return nil
  }
}
