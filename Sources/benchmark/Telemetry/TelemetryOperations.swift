import Platform
import Synchronization
import Telemetry

/// What is measured: each operation, and the floors beside them.
struct TelemetryOperations {
  struct Operation {
    let name: String
    /// The operation that it is measured against.
    let floor: String?
    /// How often `body` does it.
    let count: Int
    let body: () -> Void
    /// What must be done between, and is not measured.
    let after: () -> Void

    func perform() {
      body()
      after()
    }

    func nanosecondsEach() -> Double {
      let start = Clocks.monotonic
      body()
      let end = Clocks.monotonic
      after()
      return Double(end - start) / Double(count)
    }
  }

  let all: [Operation]

  init() throws(PlatformError) {
    let pipe = try LocalPipe()
    let output = try LogOutput(service: "benchmark", format: .json, descriptor: pipe.writer)
    all = Self.floors(pipe) + Self.logging(Logger("jobs", output: output, fields: ["pool": 3]), output, pipe) + Self.metrics() + Self.traces()
  }

  /// Lines at a time: fewer than the pipe or the ring hold.
  private static let lines = 200
  private static let many = 200_000

  private static func operation(_ name: String, floor: String? = nil, _ body: @escaping (Int) -> Void) -> Operation {
    Operation(name: name, floor: floor, count: many, body: { for number in 0..<many { body(number) } }, after: {})
  }

  private static func floors(_ pipe: LocalPipe) -> [Operation] {
    let word = Word()
    let line = [UInt8](repeating: UInt8(ascii: "x"), count: 230) + [UInt8(ascii: "\n")]
    let write = Operation(name: "write of a line", floor: nil, count: lines) {
      for _ in 0..<lines { _ = line.withUnsafeBytes { try? DescriptorOutput.write($0, to: pipe.writer) } }
    } after: {
      _ = try? pipe.read(upTo: line.count * lines)
    }
    return [operation("atomic addition") { _ in word.value.wrappingAdd(1, ordering: .relaxed) }, write]
  }

  private static func logging(_ logger: Logger, _ output: LogOutput, _ pipe: LocalPipe) -> [Operation] {
    let context = TraceContext.root(isSampled: true)
    let line = Operation(name: "log line", floor: "write of a line", count: lines) {
      Logger.with(["job": "nightly"]) {
        TraceContext.$current.withValue(context) {
          for number in 0..<lines { logger.info("claimed", ["queue": "mail", "attempt": 3, "number": .int(number)]) }
        }
      }
    } after: {
      output.flush(within: .seconds(10))
      _ = try? pipe.read(upTo: 1 << 20)
    }
    return [
      operation("log line of a disabled level", floor: "atomic addition") { number in
        logger.debug("claimed number \(number)", ["queue": "mail", "attempt": 3, "number": .int(number)])
      },
      line,
    ]
  }

  private static func metrics() -> [Operation] {
    let metrics = Metrics()
    let family = metrics.counter("jobs", help: "x", labels: ["queue", "outcome"])
    let counter = family.with(["mail", "done"])
    let gauge = metrics.gauge("active", help: "x")
    let histogram = metrics.histogram("wait_seconds", help: "x", unit: "seconds")
    return [
      operation("counter", floor: "atomic addition") { _ in counter.increment() },
      operation("gauge", floor: "atomic addition") { _ in gauge.increment() },
      operation("histogram", floor: "atomic addition") { number in histogram.observe(Double(number & 15) / 16) },
      operation("lookup by labels", floor: "atomic addition") { _ in family.with(["mail", "done"]).increment() },
    ]
  }

  private static func traces() -> [Operation] {
    let unsampled = Tracer(sampler: .alwaysOff, processor: Discarding())
    let sampled = Tracer(sampler: .alwaysOn, processor: Discarding())
    return [
      operation("span that is not sampled", floor: "atomic addition") { number in
        let span = unsampled.start("GET", kind: .server, parent: nil)
        span.set("number", .int(number))
        span.end()
      },
      operation("span", floor: "atomic addition") { number in
        let span = sampled.start("GET", kind: .server, parent: nil)
        span.set("number", .int(number))
        span.end()
      },
    ]
  }

  private final class Word: Sendable { let value = Atomic<Int>(0) }
  private struct Discarding: SpanProcessor { func ended(_ span: SpanData) {} }
}
