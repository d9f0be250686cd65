import HTTP
import IO
import Lifecycle
import Platform
import Synchronization
import Telemetry

/// The context of a service: its loops, logger, metrics and client, and the way to run its parts.
public final class ServiceContext: Sendable {
  /// The service's name.
  public let service: String
  /// The service's version, by its settings.
  public let version: String
  /// The event loops of the service's tasks. `run` is called on the first of them.
  public let loops: EventLoops
  /// The service's logger. A logger of another name has a level of its own in `LOG_LEVEL`: `Logger("worker", output:
  /// context.logger.output)`.
  public let logger: Logger
  /// The metrics that `/metrics` shows.
  public let metrics: Metrics
  /// The tracer, which exports spans where settings name a collector.
  public let tracer: Tracer
  /// The HTTP client for calls of other processes.
  public let client: Client
  /// The gate of new work, open while the process is ready, and only then.
  public let intake: Intake

  private let chassisLogger: Logger
  let settings: ChassisSettings
  let readiness: Readiness
  let checker: HealthChecker
  let ports: BoundPorts
  let timekeeper: Timekeeper
  let verifyHooks: VerifyHooks?
  private let adminRouter = Mutex(Router())
  private let state = Mutex(State())

  private struct State {
    var isToldToEnd = false
    var runner: PartRunner?
    var report: LifecycleReport?
    var alarm: Alarm?
  }

  /// The time beyond the delay and the drain after which the process exits regardless.
  static let hardGrace = Duration.seconds(5)

  init(_ name: String, _ settings: ChassisSettings, _ runtime: ServiceRuntime) {
    service = name
    version = settings.version
    self.settings = settings
    loops = runtime.loops
    timekeeper = runtime.timekeeper
    logger = Logger("", output: runtime.output)
    chassisLogger = runtime.logger
    metrics = runtime.metrics
    tracer = runtime.tracer
    client = Client(on: runtime.loops, metrics: runtime.metrics, tracer: runtime.tracer)
    intake = Intake()
    let logger = chassisLogger
    readiness = Readiness(intake: intake) { status in
      logger.log(status == .failing ? .warning : .info, "readiness changes", ["status": .string(status.rawValue)])
    }
    checker = HealthChecker(readiness, on: loops.all[0], timekeeper: timekeeper)
    ports = BoundPorts(chassisLogger)
    verifyHooks = settings.offersVerifyHooks ? VerifyHooks(startDelay: settings.verifyStartDelay) : nil
  }

  /// Adds a check that is called periodically on the service's loops: the process is ready only while it returns.
  ///
  /// - Parameters:
  ///   - name: The check's name in `/readyz`.
  ///   - timeout: The time after which a missing answer is a failure.
  ///   - interval: The pause between an answer and the next call.
  ///   - check: The check, which throws the reason of a failure.
  public func addCheck(
    _ name: String, timeout: Duration = .seconds(2), interval: Duration = .seconds(5), _ check: @escaping @Sendable () async throws -> Void
  ) {
    checker.add(HealthCheck(name: name, timeout: timeout, interval: interval, ask: check))
  }

  /// Adds routes to administration; call it before `run`. Without `ADMIN_TOKEN` the port stays closed.
  public func administer(_ declare: @Sendable (inout Router) -> Void) {
    adminRouter.withLock { declare(&$0) }
  }

  /// The part that serves administration, behind its token; `nil` where it is off.
  private var administration: (any Part)? {
    guard let token = settings.adminToken else { return nil }
    var router = Router()
    router.use(BearerToken(token))
    router.add(adminRouter.withLock { $0 })
    AdminRoutes(output: logger.output, logger: chassisLogger).declare(in: &router)
    return listener("admin", settings.adminPort, .administration, router)
  }

  /// Returns a part that serves the routes on the service's own port (`HOST`, `PORT`), with metrics, tracing and an access log.
  ///
  /// The access log's name is `access`: `LOG_LEVEL=info,access=warning` switches it off. An error of a handler is answered as a problem
  /// (RFC 9457) and logged.
  public func server(_ router: Router) -> any Part {
    guard let port = settings.port else { preconditionFailure("\(service) is a worker: it has no port of its own") }
    var router = router
    router.useOutermost(
      RequestMetrics(metrics), Tracing(tracer), AccessLog(Logger("access", output: logger.output)), ErrorAnswers(logger))
    let part = listener("http", port, settings.server, router)
    ServerMetrics.register(part.server, in: metrics)
    return part
  }

  private func listener(_ name: String, _ port: UInt16, _ configuration: ServerConfiguration, _ router: Router) -> ListeningPart {
    var configuration = configuration
    let logger = logger
    configuration.reportError = { error, request in
      logger.error("a request failed", ["method": .string(request.method.name), "path": .string(request.path), "error": .describing(error)])
    }
    configuration.reportWarning = { [chassisLogger] in chassisLogger.warning("a limit is too high", ["reason": .string($0)]) }
    let server = Server(
      at: .ip(settings.host, port: port), on: loops, name: name, configuration: configuration, handler: router.handler)
    return ListeningPart(server: server, ports: ports)
  }

  /// Starts the parts in order, makes the process ready, waits until it is told to end, and stops the parts in reverse.
  ///
  /// It may be called once. Throws `ServiceFailure` if a part did not start, broke, or could not stop in time: the process exits with
  /// status 1.
  public func run(_ parts: [any Part]) async throws {
    let limits = LifecycleLimits(start: settings.startTimeout, delay: settings.shutdownDelay, drain: settings.shutdownTimeout)
    let own: [(any Part)?] = [administration, verifyHooks]
    let runner = PartRunner(own.compactMap { $0 } + parts, limits: limits, executor: loops.all[0], timekeeper: timekeeper, observer: observer)
    let isToldToEnd = state.withLock { state in
      precondition(state.runner == nil, "a process runs its parts once")
      state.runner = runner
      return state.isToldToEnd
    }
    if isToldToEnd { runner.shutDown() }
    let report = await runner.run()
    state.withLock { $0.report = report }
    if report.ending != .clean { throw ServiceFailure(problems: report.problems.map(\.description)) }
  }

  /// The report on the parts; `nil` if there were none, or they have not ended.
  var report: LifecycleReport? { state.withLock { $0.report } }

  /// Begins the orderly end of the process. May be called more than once.
  /// - Returns: Whether the parts run and stop in their order; else the service's `run` may be cancelled.
  func shutDown() -> Bool {
    let runner = state.withLock { state in
      state.isToldToEnd = true
      return state.runner
    }
    if let runner { runner.shutDown() } else { checker.stop() }
    return runner != nil
  }

  var isToldToEnd: Bool { state.withLock { $0.isToldToEnd } }

  /// Ends readiness and closes the intake for good, and sets the time after which the process exits regardless. May be called more than
  /// once.
  func beginDraining() {
    readiness.enter(.draining)
    let limit = settings.shutdownDelay + settings.shutdownTimeout + Self.hardGrace
    let logger = chassisLogger
    state.withLock { state in
      if state.alarm != nil { return }
      state.alarm = Alarm(afterMilliseconds: Int(limit / .milliseconds(1))) {
        logger.critical("the process does not end by itself, and exits now", ["seconds": .seconds(limit)])
        logger.output.flush(within: .seconds(1))
        ThisProcess.exitAtOnce(ExitStatus.failure)
      }
    }
  }

  private var observer: PartRunner.Observer {
    PartRunner.Observer(
      event: { [logger = chassisLogger] event in
        switch event {
        case .starting(let part): logger.debug("a part starts", ["part": .string(part)])
        case .started(let part, let duration): logger.debug("a part has started", ["part": .string(part), "seconds": .seconds(duration)])
        case .stopping(let part): logger.debug("a part stops", ["part": .string(part)])
        case .stopped(let part): logger.debug("a part has stopped", ["part": .string(part)])
        case .problem(let problem): logger.error("a part is in trouble", ["part": .string(problem.part), "reason": .string(problem.reason)])
        }
      },
      started: { [self] part in addCheck(part.name) { try await part.check() } },
      becameReady: { [self] in readiness.enter(.ready) },
      draining: { [self] in
        beginDraining()
        checker.stop()
      })
  }
}

/// The reason why the parts of a process did not run to a clean end.
public struct ServiceFailure: Error, CustomStringConvertible {
  /// The faults, a sentence for each part.
  public let problems: [String]

  public var description: String { problems.joined(separator: "; ") }
}
