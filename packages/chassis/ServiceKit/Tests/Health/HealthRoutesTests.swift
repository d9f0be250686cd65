import HTTP
import HTTPTesting
import IO
import JSON
import Lifecycle
import Platform
import Telemetry
import Testing

@testable import ServiceKit

@Suite struct HealthRoutesTests {
  private let intake = Intake()
  private let readiness: Readiness
  private let metrics = Metrics()
  private let loops: EventLoops
  private let client: TestClient
  private let watchdog: Watchdog

  init() throws {
    readiness = Readiness(intake: intake)
    loops = try EventLoops(count: 2)
    watchdog = Watchdog(loops, limit: .milliseconds(50), logger: Logger("chassis", output: .inMemory()))
    watchdog.register(in: metrics)
    metrics.info("service", help: "What this process is.", ["service": "sample", "version": "1.2"])
    let routes = HealthRoutes(
      service: "sample", version: "1.2", readiness: readiness, watchdog: watchdog, metrics: metrics, verifyHooks: nil, hosts: nil)
    client = TestClient(routes.router.handler)
  }

  private func get(_ path: String, query: String? = nil, accept: String? = nil) async throws -> (status: Int, text: String, headers: Headers) {
    let response = try await client.send(Request(.get, path, query: query, headers: accept.map { ["accept": $0] } ?? [:]))
    return (response.status.code, String(decoding: response.body, as: UTF8.self), response.headers)
  }

  private func record(_ name: String, _ message: String?) {
    let number = readiness.add(HealthCheck(name: name, timeout: .seconds(60), interval: .seconds(60)) {})
    readiness.record(CheckResult(isOK: message == nil, message: message, duration: .milliseconds(1500), time: .now), of: number)
  }

  private func end() {
    let loops = loops
    Task.detached { loops.stop() }
  }

  @Test func `a process that starts is alive and not ready, and says what is missing`() async throws {
    defer { end() }
    _ = readiness.add(HealthCheck(name: "database", timeout: .seconds(1), interval: .seconds(1)) {})
    #expect(try await get("/livez").status == 200)
    #expect(try await get("/startupz").status == 503)
    let ready = try await get("/readyz")
    #expect(ready.status == 503)
    #expect(
      ready.text == """
        [-]database failed: no answer yet
        [-]start failed: not everything has started yet
        readyz check failed

        """)
  }

  @Test func `a process that is ready says so, and names its checks when asked`() async throws {
    defer { end() }
    record("database", nil)
    record("disk", nil)
    readiness.enter(.ready)
    #expect(try await get("/startupz").status == 200)
    let plain = try await get("/readyz")
    #expect(plain.status == 200 && plain.text == "readyz check passed\n")
    #expect(plain.headers["cache-control"] == "no-store")
    for query in ["verbose", "verbose=1", "a=b&verbose"] {
      let verbose = try await get("/readyz", query: query)
      #expect(verbose.status == 200 && verbose.text == "[+]database ok\n[+]disk ok\nreadyz check passed\n")
    }
  }

  @Test func `a failing check turns the process unready and stands in one line, also unasked`() async throws {
    defer { end() }
    record("database", "connection refused\nby 10.0.0.1")
    record("disk", nil)
    readiness.enter(.ready)
    let ready = try await get("/readyz")
    #expect(ready.status == 503)
    #expect(ready.text == "[-]database failed: connection refused; by 10.0.0.1\n[+]disk ok\nreadyz check failed\n")
    #expect(try await get("/livez").status == 200, "a restart mends no dependency")
  }

  @Test func `a process that drains is alive and not ready`() async throws {
    defer { end() }
    readiness.enter(.ready)
    readiness.enter(.draining)
    let ready = try await get("/readyz")
    #expect(ready.status == 503)
    #expect(ready.text == "[-]shutdown failed: the process is draining\nreadyz check failed\n")
    #expect(try await get("/livez").status == 200)
    #expect(try await get("/metrics").status == 200)
  }

  @Test func `programs get the same as JSON`() async throws {
    defer { end() }
    record("database", "connection refused")
    _ = readiness.add(HealthCheck(name: "disk", timeout: .seconds(1), interval: .seconds(1)) {})
    readiness.enter(.ready)
    func json() async throws -> (Int, JSONValue) {
      let answer = try await get("/readyz", query: "verbose", accept: "Application/JSON")
      #expect(answer.headers["content-type"] == "application/json")
      return (answer.status, try JSONValue(parsing: answer.text))
    }
    var (status, value) = try await json()
    #expect(status == 503)
    #expect(value["service"]?.string == "sample" && value["version"]?.string == "1.2" && value["status"]?.string == "starting")
    #expect((value["uptimeSeconds"]?.double ?? -1) >= 0)
    let checks = try #require(value["checks"]?.array)
    #expect(checks.map { $0["name"]?.string } == ["database", "disk"])
    #expect(checks[0]["ok"]?.bool == false && checks[0]["message"]?.string == "connection refused")
    #expect(checks[0]["durationSeconds"]?.double == 1.5)
    #expect((checks[0]["ageSeconds"]?.double ?? -1) >= 0)
    #expect(checks[1]["ok"]?.bool == false && checks[1]["message"]?.string == "no answer yet" && checks[1]["ageSeconds"] == nil)
    for (number, expected) in [(0, "starting"), (1, "ready")] {
      readiness.record(CheckResult(isOK: true, message: nil, duration: .zero, time: .now), of: number)
      (status, value) = try await json()
      #expect(value["status"]?.string == expected)
    }
    #expect(status == 200)
    readiness.enter(.draining)
    (status, value) = try await json()
    #expect(status == 503 && value["status"]?.string == "draining")
  }

  @Test func `a loop that is blocked turns the process dead until it moves again`() async throws {
    defer { end() }
    let gate = ThreadGate()
    loops.all[1].execute { gate.wait() }
    #expect(try await eventually { try await get("/livez").status == 503 })
    let live = try await get("/livez")
    #expect(live.text.hasPrefix("[-]loop-1 failed: stuck for "))
    #expect(live.text.hasSuffix(" s\nlivez check failed\n"))
    gate.open()
    #expect(try await eventually { try await get("/livez").status == 200 })
  }

  @Test func `the watchdog logs a loop that is stuck once, and that it moves again`() async throws {
    defer { end() }
    let output = LogOutput.inMemory()
    let watchdog = Watchdog(loops, limit: .milliseconds(20), logger: Logger("chassis", output: output))
    let looks = Count()
    let task = Task { await watchdog.run(by: Timekeeper(executor: nil) { _ in try await Task.sleep(for: .milliseconds(5)) }) { looks.increment() } }
    let gate = ThreadGate()
    loops.all[0].execute { gate.wait() }
    #expect(await eventually { output.lines.count == 1 })
    let seen = looks.value
    #expect(await eventually { looks.value > seen + 3 })
    #expect(output.lines.count == 1)
    #expect(output.lines[0].contains("an event loop is stuck") && output.lines[0].contains("\"loop\":0"))
    gate.open()
    #expect(await eventually { output.lines.count == 2 })
    #expect(output.lines[1].contains("an event loop moves again"))
    task.cancel()
    await task.value
  }

  @Test func `metrics come in both formats, with what the process is`() async throws {
    defer { end() }
    let text = try await get("/metrics")
    #expect(text.headers["content-type"]?.hasPrefix("text/plain; version=0.0.4") == true)
    #expect(text.text.contains("service_info{service=\"sample\",version=\"1.2\"} 1\n"))
    #expect(text.text.contains("event_loop_lag_seconds{loop=\"1\"}"))
    let open = try await get("/metrics", accept: "application/openmetrics-text; version=1.0.0")
    #expect(open.headers["content-type"]?.hasPrefix("application/openmetrics-text; version=1.0.0") == true)
    #expect(open.text.hasSuffix("# EOF\n"))
  }

  @Test func `on loopback no page of another site's reads anything, and on a network the network's names are known`() async throws {
    defer { end() }
    func routes(_ host: String) throws -> TestClient {
      var reader = SettingsReader(SettingsEnvironment(["HOST": host]))
      let settings = ChassisSettings(kind: .worker, version: "1.2", from: &reader)
      try #require(reader.mistakes.isEmpty)
      let routes = HealthRoutes(
        service: "sample", version: "1.2", readiness: readiness, watchdog: watchdog, metrics: metrics, verifyHooks: nil, hosts: settings.healthHosts)
      return TestClient(routes.router.handler)
    }
    for host in ["127.0.0.1", "127.0.0.2", "::1"] {
      let local = try routes(host)
      for path in ["/livez", "/metrics", "/startupz", "/none"] {
        let stranger = try await local.send(Request(.get, path, headers: ["host": "evil.example:9000"]))
        #expect(stranger.status == .misdirectedRequest, "\(host) \(path): \(stranger.text)")
        let page = try await local.send(Request(.get, path, headers: ["host": "localhost:9000", "sec-fetch-site": "cross-site"]))
        #expect(page.status == .forbidden, "\(host) \(path): \(page.text)")
      }
      for name in ["localhost:9000", "127.0.0.1:9000", "[::1]:9000", host.contains(":") ? "[\(host)]" : host] {
        #expect(try await local.send(Request(.get, "/metrics", headers: ["host": name])).status == .ok, "\(host) \(name)")
      }
    }
    for host in ["0.0.0.0", "::", "10.0.0.4"] {
      #expect(try await routes(host).send(Request(.get, "/metrics", headers: ["host": "scheduler-worker:9000"])).status == .ok, "\(host)")
    }
  }

  @Test(arguments: [Method.post, .put, .delete])
  func `the health port changes nothing`(method: Method) async throws {
    defer { end() }
    for path in ["/livez", "/readyz", "/metrics"] {
      let response = try await client.send(Request(method, path))
      #expect(response.status == .methodNotAllowed)
    }
    #expect(try await get("/log-level").status == 404)
    #expect(try await get("/verify/work", query: "duration=1s").status == 404, "hooks are off")
  }
}
