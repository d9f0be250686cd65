import HTTP
import Telemetry

/// The routes of the health port. They change nothing.
struct HealthRoutes {
  let service: String
  let version: String
  let readiness: Readiness
  let watchdog: Watchdog
  let metrics: Metrics
  let verifyHooks: VerifyHooks?
  /// Names and addresses that the port is known by, as `SameOrigin` takes them; `nil` for any.
  let hosts: [String]?
  let start = ContinuousClock.now

  var router: Router {
    var router = Router()
    if let hosts { router.use(SameOrigin(hosts: hosts)) }
    router.get("/livez") { request in live(request) }
    router.get("/readyz") { request in ready(request) }
    router.get("/startupz") { _ in
      readiness.snapshot().status == .starting ? .text("startupz check failed\n", .serviceUnavailable) : .text("startupz check passed\n")
    }
    router.get("/metrics") { request in
      let format = MetricsFormat(accept: request.headers["accept"])
      return Response(.ok, headers: ["content-type": format.contentType], body: .bytes(metrics.write(format)))
    }
    if let verifyHooks { router.get("/verify/work") { request in try await verifyHooks.work(request) } }
    return router
  }

  private func live(_ request: Request) -> Response {
    let stalled = watchdog.stalled
    if stalled.isEmpty { return .text("livez check passed\n").uncached }
    let lines = stalled.map { "[-]loop-\($0.loop) failed: stuck for \($0.time.rounded) s\n" }.joined()
    return .text(lines + "livez check failed\n", .serviceUnavailable).uncached
  }

  private func ready(_ request: Request) -> Response {
    let health = HealthText(service: service, version: version, uptime: ContinuousClock.now - start, snapshot: readiness.snapshot())
    let status: Status = health.isReady ? .ok : .serviceUnavailable
    if request.headers["accept"]?.lowercased().contains("application/json") == true { return Response.json(health.json, status).uncached }
    let isVerbose = (request.query ?? "").split(separator: "&").contains { $0 == "verbose" || $0.hasPrefix("verbose=") }
    return .text(health.isReady && !isVerbose ? "readyz check passed\n" : health.text, status).uncached
  }
}

extension Response {
  fileprivate var uncached: Response {
    var response = self
    response.headers["cache-control"] = "no-store"
    return response
  }
}
