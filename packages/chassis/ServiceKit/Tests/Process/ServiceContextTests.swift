import HTTP
import IO
import Lifecycle
import Telemetry
import Testing

@testable import ServiceKit

/// A service's own port, and administration's, on real sockets.
@Suite struct ServiceContextTests {
  private static let token = "0123456789abcdef"
  private let context: ServiceContext

  init() throws {
    // The time to drain is long, because whoever overstays it ends the process: this one.
    var reader = SettingsReader(
      SettingsEnvironment([
        "PORT": "0", "ADMIN_PORT": "0", "ADMIN_TOKEN": Self.token, "LOG_LEVEL": "critical", "SHUTDOWN_TIMEOUT": "1h", "EVENT_LOOPS": "1",
      ]))
    let settings = ChassisSettings(kind: .server, version: "1.2", from: &reader)
    try #require(reader.mistakes.isEmpty)
    context = ServiceContext("sample", settings, try ServiceRuntime("sample", settings))
  }

  private func url(_ port: String, _ path: String) throws -> String {
    let address = try #require(context.ports.all.first { $0.name == port }).address
    return "http://\(address)\(path)"
  }

  private struct Answer: Equatable {
    let status: Int
    let text: String
  }

  private func get(_ port: String, _ path: String, token: String? = nil) async throws -> Answer {
    let headers: Headers = token.map { ["authorization": "Bearer \($0)"] } ?? [:]
    let response = try await context.client.send(ClientRequest(.get, try url(port, path), headers: headers))
    return Answer(status: response.status.code, text: String(decoding: try await response.body.collect(upTo: 1 << 20), as: UTF8.self))
  }

  /// Runs a part that serves a few routes, until `body` has returned.
  private func serving(_ body: () async throws -> Void) async throws {
    var router = Router()
    router.get("/things/{id}") { request in .text("thing \(request.parameters["id"] ?? "")") }
    router.get("/broken") { _ in throw CheckFailed() }
    context.administer { $0.get("/queue") { _ in .text("empty") } }
    let part = context.server(router)
    let running = Task { try await context.run([part]) }
    #expect(await eventually { context.intake.isOpen })
    try await body()
    context.lifetime.shutDown("a test", by: context.loops.all[0])
    try await running.value
    #expect(!context.intake.isOpen)
    #expect(context.lifetime.readiness.snapshot().status == .draining)
    #expect(context.lifetime.report?.ending == .clean)
  }

  private struct CheckFailed: Error {}

  @Test func `requests are answered, counted by route, and what fails is a problem`() async throws {
    try await serving { () async throws in
      #expect(try await get("http", "/things/7") == Answer(status: 200, text: "thing 7"))
      #expect(try await get("http", "/things/8") == Answer(status: 200, text: "thing 8"))
      let broken = try await get("http", "/broken")
      #expect(broken.status == 500 && broken.text.contains("\"status\":500") && !broken.text.contains("CheckFailed"))
      #expect(try await get("http", "/none").status == 404)
      let metrics = String(decoding: context.metrics.write(.prometheus), as: UTF8.self)
      let count = "http_server_request_duration_seconds_count"
      for line in [
        "\(count){http_request_method=\"GET\",http_route=\"/things/{id}\",http_response_status_code=\"200\"} 2",
        "\(count){http_request_method=\"GET\",http_route=\"/broken\",http_response_status_code=\"500\"} 1",
        "\(count){http_request_method=\"GET\",http_route=\"\",http_response_status_code=\"404\"} 1",
        "http_server_active_requests 0", "service_info{service=\"sample\",version=\"1.2\"} 1",
      ] { #expect(metrics.contains(line + "\n"), "\(line)") }
      #expect(metrics.contains("\nhttp_server_connections "))
    }
  }

  @Test func `administration has a port of its own, behind its token, with what the service adds`() async throws {
    try await serving { () async throws in
      #expect(try await get("admin", "/queue").status == 401)
      #expect(try await get("admin", "/queue", token: Self.token) == Answer(status: 200, text: "empty"))
      #expect(try await get("admin", "/log-level", token: Self.token) == Answer(status: 200, text: "{\"level\":\"critical\"}"))
      #expect(try await get("http", "/queue", token: Self.token).status == 404)
    }
  }

  @Test func `each part is a check, and the process is ready when all have answered`() async throws {
    try await serving { () async throws in
      let checks = context.lifetime.readiness.snapshot().checks
      #expect(checks.map(\.check.name) == ["admin", "http"])
      #expect(checks.allSatisfy { $0.result?.isOK == true })
    }
  }

  @Test func `told to end before its parts run, it starts none of them`() async throws {
    context.lifetime.shutDown("a test", by: context.loops.all[0])
    try await context.run([context.server(Router())])
    #expect(context.ports.all.isEmpty)
    #expect(!context.intake.isOpen)
  }
}
