import JSON
import Lifecycle
import Synchronization
import Telemetry

@testable import ServiceKit

/// A collector that gives the answers it was told to, and then takes everything.
final class ScriptedCollector: Sendable {
  enum Answer: Sendable {
    case gives(ExportAnswer)
    case fails
    /// Answers nothing until the request is cancelled.
    case hangs
  }

  struct ConnectionRefused: Error {}

  private let answers: Mutex<[Answer]>
  private let batches = Mutex<[[String]]>([])
  /// The names of the spans of each document as it comes.
  let documents: AsyncStream<[String]>
  private let arrival: AsyncStream<[String]>.Continuation

  init(_ answers: [Answer] = []) {
    self.answers = Mutex(answers)
    (documents, arrival) = AsyncStream.makeStream()
  }

  /// The names of the spans of each document so far.
  var received: [[String]] { batches.withLock { $0 } }

  @Sendable func send(_ document: [UInt8]) async throws -> ExportAnswer {
    let spans = try JSONValue(parsing: document)["resourceSpans"]?.array?.first?["scopeSpans"]?.array?.first?["spans"]?.array ?? []
    let names = spans.compactMap { $0["name"]?.string }
    batches.withLock { $0.append(names) }
    arrival.yield(names)
    switch answers.withLock({ $0.isEmpty ? Answer.gives(.taken(refused: 0, message: nil)) : $0.removeFirst() }) {
    case .gives(let answer): return answer
    case .fails: throw ConnectionRefused()
    case .hangs:
      try await Task.sleep(for: .seconds(600))
      throw ConnectionRefused()
    }
  }
}

/// An exporter to a scripted collector, on a clock on which pauses between attempts pass almost at once and nothing else does.
struct ExportHarness {
  let collector: ScriptedCollector
  let exporter: SpanExporter
  let tracer: Tracer
  let metrics = Metrics()
  let output = LogOutput.inMemory()
  /// The pauses between attempts.
  let pauses = Pauses()

  final class Pauses: Sendable {
    private let state = Mutex<[Duration]>([])
    /// Each pause as it begins.
    let begun: AsyncStream<Duration>
    private let beginning: AsyncStream<Duration>.Continuation

    init() { (begun, beginning) = AsyncStream.makeStream() }

    var all: [Duration] { state.withLock { $0 } }

    func add(_ duration: Duration) {
      state.withLock { $0.append(duration) }
      beginning.yield(duration)
    }
  }

  /// - Parameter passes: whether a pause of that length passes, almost at once, or lasts until it is cancelled.
  init(
    _ answers: [ScriptedCollector.Answer] = [], _ variables: [String: String] = [:],
    passing passes: @escaping @Sendable (Duration) -> Bool = { $0 < .seconds(100) }
  ) {
    let collector = ScriptedCollector(answers)
    self.collector = collector
    // The longest that the settings allow: longer than any pause between attempts.
    var reader = SettingsReader(SettingsEnvironment(variables.merging(["OTEL_BSP_SCHEDULE_DELAY": "600000"]) { own, _ in own }))
    let settings = TelemetrySettings(from: &reader)
    let pauses = pauses
    let timekeeper = Timekeeper(executor: nil) { duration in
      if duration < .seconds(100) { pauses.add(duration) }
      try await Task.sleep(for: passes(duration) ? .milliseconds(2) : .seconds(3600))
    }
    exporter = SpanExporter(
      settings, service: "scribe", version: "1.2.3", metrics: metrics, logger: Logger("chassis", output: output), timekeeper: timekeeper,
      send: collector.send)
    tracer = Tracer(sampler: .alwaysOn, processor: exporter)
    exporter.start()
  }

  func end(_ names: String...) { for name in names { tracer.start(name, parent: nil).end() } }

  /// The number behind a line of the metrics; `nil` where there is none.
  func metric(_ line: String) -> Int? {
    let lines = String(decoding: metrics.write(.prometheus), as: UTF8.self).split(separator: "\n")
    return lines.first { $0.hasPrefix(line + " ") }.flatMap { Int($0.dropFirst(line.count + 1)) }
  }

  func dropped(_ reason: String) -> Int { metric("trace_spans_dropped_total{reason=\"\(reason)\"}") ?? 0 }
  var sent: Int { metric("trace_spans_sent_total") ?? 0 }
}
