import HTTP
import IO
import Lifecycle
import Platform
import Synchronization
import Telemetry

/// What a service is given: where it runs, whom it tells, and how it hands over its parts.
public final class ServiceContext: Sendable {
  public let service: String
  public let version: String
  /// Where the service's tasks run. `run` is called on the first of them.
  public let loops: EventLoops
  /// For what the service itself says. A logger of another name has a level of its own in `LOG_LEVEL`:
  /// `Logger("worker", output: context.logger.output)`.
  public let logger: Logger
  public let metrics: Metrics
  public let tracer: Tracer
  /// For calling other processes.
  public let client: Client
  /// Open while the process is ready, and only then.
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

  /// How much longer than the delay and the time to drain the process may take to end, before it exits regardless.
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

  /// Asks `check` over and over: the process is ready only while it returns. It runs on the service's loops.
  ///
  /// - Parameters:
  ///   - name: what `/readyz` calls it.
  ///   - timeout: an answer that takes longer is a failure.
  ///   - interval: between an answer and the next question.
  public func addCheck(
    _ name: String, timeout: Duration = .seconds(2), interval: Duration = .seconds(5), _ check: @escaping @Sendable () async throws -> Void
  ) {
    checker.add(HealthCheck(name: name, timeout: timeout, interval: interval, ask: check))
  }

  /// Adds routes to administration, before `run` is called; without `ADMIN_TOKEN` nobody reaches them.
  public func administer(_ declare: @Sendable (inout Router) -> Void) {
    adminRouter.withLock { declare(&$0) }
  }

  /// The port of administration, behind its token; `nil` where it is off.
  private var administration: (any Part)? {
    guard let token = settings.adminToken else { return nil }
    var router = Router()
    router.use(BearerToken(token))
    router.add(adminRouter.withLock { $0 })
    AdminRoutes(output: logger.output, logger: chassisLogger).declare(in: &router)
    return listener("admin", settings.adminPort, .administration, router)
  }

  /// A part that serves the routes on the service's own port (`HOST`, `PORT`), with metrics, tracing and an access log.
  ///
  /// The access log's name is `access`: `LOG_LEVEL=info,access=warning` switches it off. What a handler throws is answered as a
  /// problem (RFC 9457) and logged.
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

  /// Starts the parts in order, turns the process ready, waits until it is told to end, and stops the parts in reverse.
  ///
  /// Called once. Throws `ServiceFailure` if a part did not start, broke, or could not stop in time: the process exits 1.
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

  /// How the parts fared; `nil` if there were none, or they have not ended.
  var report: LifecycleReport? { state.withLock { $0.report } }

  /// Ends the process in order. May be called more than once.
  /// - Returns: whether the parts run, so that their order counts; else whatever goes on may be cancelled.
  func shutDown() -> Bool {
    let runner = state.withLock { state in
      state.isToldToEnd = true
      return state.runner
    }
    if let runner { runner.shutDown() } else { checker.stop() }
    return runner != nil
  }

  var isToldToEnd: Bool { state.withLock { $0.isToldToEnd } }

  /// Ends readiness and closes the intake for good, and makes sure that the process ends. May be called more than once.
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

/// Why the parts of a process did not run to a clean end.
public struct ServiceFailure: Error, CustomStringConvertible {
  /// A sentence for each part in trouble.
  public let problems: [String]

  public var description: String { problems.joined(separator: "; ") }
}
