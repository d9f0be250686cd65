import HTTP
import IO
import Lifecycle
import Synchronization
import TLS
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
  let lifetime: ServiceLifetime
  let ports: BoundPorts
  let timekeeper: Timekeeper
  let verifyHooks: VerifyHooks?
  private let adminRouter = Mutex(Router())

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
    let limits = LifecycleLimits(start: settings.startTimeout, delay: settings.shutdownDelay, drain: settings.shutdownTimeout)
    lifetime = ServiceLifetime(intake, limits: limits, on: loops.all[0], timekeeper: timekeeper, logger: chassisLogger)
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
    lifetime.add(HealthCheck(name: name, timeout: timeout, interval: interval, ask: check))
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
    let part = listener("http", port, settings.server, router, tls: settings.security?.source)
    ServerMetrics.register(part.server, in: metrics)
    return part
  }

  private func listener(
    _ name: String, _ port: UInt16, _ configuration: ServerConfiguration, _ router: Router, tls: TLSServerSource? = nil
  ) -> ListeningPart {
    var configuration = configuration
    let logger = logger
    configuration.reportError = { error, request in
      logger.error("a request failed", ["method": .string(request.method.name), "path": .string(request.path), "error": .describing(error)])
    }
    configuration.reportWarning = { [chassisLogger] in chassisLogger.warning("a limit is too high", ["reason": .string($0)]) }
    configuration.reportInsecure = { [chassisLogger] in chassisLogger.info("a connection was not made secure", ["reason": .string($0)]) }
    let server = Server(
      at: .ip(settings.host, port: port), on: loops, name: name, configuration: configuration, tls: tls, handler: router.handler)
    return ListeningPart(server: server, ports: ports)
  }

  /// Starts the parts in order, makes the process ready, waits until it is told to end, and stops the parts in reverse.
  ///
  /// It may be called once. Throws `ServiceFailure` if a part did not start, broke, or could not stop in time: the process exits with
  /// status 1.
  public func run(_ parts: [any Part]) async throws {
    let watch = settings.security?.source.map { CertificateWatch(source: $0, logger: chassisLogger) }
    let own: [(any Part)?] = [administration, verifyHooks, watch]
    try await lifetime.runParts(own.compactMap { $0 } + parts)
  }
}
