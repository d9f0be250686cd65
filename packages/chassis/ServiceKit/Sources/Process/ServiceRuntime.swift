import HTTP
import IO
import Lifecycle
import Platform
import Telemetry

/// The foundation of a process's parts: logs, metrics, event loops.
struct ServiceRuntime {
  let output: LogOutput
  /// The chassis's own logger.
  let logger: Logger
  let metrics = Metrics()
  /// The event loops of the service.
  let loops: EventLoops
  /// The event loop of the chassis: health answers and time limits hold whatever the service does to its own.
  let control: EventLoops
  /// The timekeeper on the chassis's loop.
  let timekeeper: Timekeeper
  let tracer: Tracer
  /// The exporter of spans; `nil` where no collector is set.
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

  /// The least number of descriptors for loops, ports, and what Swift's thread pool opens when it is first used.
  private static let fewestDescriptors = 32

  /// Raises the soft limit of open files to the hard one, because servers have many connections.
  private static func prepareDescriptors() throws {
    try? ThisProcess.setOpenFileLimit(ThisProcess.largestOpenFileLimit)
    let limit = ThisProcess.openFileLimit
    if limit < Self.fewestDescriptors { throw TooFewDescriptors(limit: limit, needed: Self.fewestDescriptors) }
    // Swift's thread pool opens descriptors when it is first used, and ends the process where it gets none: it is used now.
    Task.detached {}
  }

  struct TooFewDescriptors: Error, CustomStringConvertible {
    let limit: Int
    let needed: Int
    var description: String { "\(limit) open files are allowed (ulimit -n), and \(needed) are needed at least" }
  }

  /// Returns a timekeeper on the chassis's loop.
  private static func timekeeper(on loops: EventLoops) -> Timekeeper {
    Timekeeper(executor: loops.all[0]) { try await EventLoop.sleep(until: .after($0)) }
  }
}
