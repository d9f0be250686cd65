import HTTP
import IO
import Lifecycle
import Platform
import Telemetry

/// What a process stands on before any of its parts: logs, metrics, event loops.
struct ServiceRuntime {
  let output: LogOutput
  /// The chassis's own.
  let logger: Logger
  let metrics = Metrics()
  /// The service's loops.
  let loops: EventLoops
  /// The chassis's own loop: health answers and time limits hold whatever the service does to its loops.
  let control: EventLoops
  /// Watches the time on the chassis's own loop.
  let timekeeper: Timekeeper
  let tracer: Tracer
  /// `nil` where traces stay here.
  let exporter: SpanExporter?

  init(_ name: String, _ settings: ChassisSettings) throws {
    try Self.prepareDescriptors()
    let format: LogFormat =
      switch settings.logFormat {
      case .auto: .automatic(for: .output)
      case .json: .json
      case .text: .text(isColoured: StandardStream.output.isTerminal)
      }
    let output = try LogOutput(service: name, levels: settings.logLevels, format: format)
    self.output = output
    logger = Logger("chassis", output: output)
    control = try EventLoops(count: 1)
    loops = settings.eventLoops == 0 ? try EventLoops() : try EventLoops(count: settings.eventLoops)
    let timekeeper = Self.timekeeper(on: control)
    self.timekeeper = timekeeper
    exporter = settings.telemetry.endpoint.map { [telemetry = settings.telemetry, metrics, logger, control] url in
      let collector = Collector(Client(on: control), at: url, headers: telemetry.headers, timeout: telemetry.timeout)
      return SpanExporter(
        telemetry, service: name, version: settings.version, metrics: metrics, logger: logger, timekeeper: timekeeper, send: collector.send)
    }
    exporter?.start()
    tracer = Tracer(sampler: settings.telemetry.sampler, processor: exporter)

    ProcessMetrics.register(in: metrics)
    metrics.info("service", help: "What this process is.", ["service": name, "version": settings.version])
    output.register(in: metrics)
  }

  /// Fewer are not enough to stand on: loops, ports, and what Swift's thread pool opens when it is first used.
  private static let fewestDescriptors = 32

  /// Raises the limit of open files to what it may be: many connections are a server's trade.
  private static func prepareDescriptors() throws {
    try? ThisProcess.setOpenFileLimit(ThisProcess.largestOpenFileLimit)
    let limit = ThisProcess.openFileLimit
    if limit < Self.fewestDescriptors { throw TooFewDescriptors(limit: limit, needed: Self.fewestDescriptors) }
    // Swift's thread pool opens descriptors when it is first used, and ends the process where it gets none: it takes them now.
    Task.detached {}
  }

  struct TooFewDescriptors: Error, CustomStringConvertible {
    let limit: Int
    let needed: Int
    var description: String { "\(limit) open files are allowed (ulimit -n), and \(needed) are needed at least" }
  }

  /// Watches the time on the chassis's own loop.
  private static func timekeeper(on loops: EventLoops) -> Timekeeper {
    Timekeeper(executor: loops.all[0]) { try await EventLoop.sleep(until: .after($0)) }
  }
}
