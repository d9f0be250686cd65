import HTTP
import Telemetry
import Testing

@Suite struct RequestMetricsTests {
  private struct Failure: Error {}

  private func text(_ metrics: Metrics) -> [String] {
    String(decoding: metrics.write(.prometheus), as: UTF8.self).split(separator: "\n")
      .filter { $0.hasPrefix("http_server_request_duration_seconds_count") || $0.hasPrefix("http_server_active_requests") }.map(String.init)
  }

  private func router(_ metrics: Metrics) throws -> Handler {
    var router = Router()
    router.use(RequestMetrics(metrics))
    router.get("/runs/{id}") { request in request.parameters["id"] == "0" ? Response(.notFound) : .text("ok") }
    router.get("/fail") { _ in throw Failure() }
    router.get("/conflict") { _ in throw Problem(.conflict) }
    router.get("/gone") { _ in throw CancellationError() }
    router.get("/stream") { _ in Response(body: .stream(length: nil) { writer in try await writer.write([1]) }) }
    return try router.makeHandler()
  }

  @Test func `requests are counted by method, route and status, never by path`() async throws {
    let metrics = Metrics()
    let handler = try router(metrics)
    for path in ["/runs/1", "/runs/2", "/runs/0", "/x/1", "/x/2", "/fail", "/conflict", "/gone"] { _ = try? await handler(Request(.get, path)) }
    _ = try await handler(Request(.head, "/runs/3"))
    _ = try await handler(Request(Method("BREW"), "/runs/3"))
    #expect(
      text(metrics) == [
        "http_server_active_requests 0",
        #"http_server_request_duration_seconds_count{http_request_method="GET",http_route="",http_response_status_code="404"} 2"#,
        #"http_server_request_duration_seconds_count{http_request_method="GET",http_route="/conflict",http_response_status_code="409"} 1"#,
        #"http_server_request_duration_seconds_count{http_request_method="GET",http_route="/fail",http_response_status_code="500"} 1"#,
        #"http_server_request_duration_seconds_count{http_request_method="GET",http_route="/gone",http_response_status_code="499"} 1"#,
        #"http_server_request_duration_seconds_count{http_request_method="GET",http_route="/runs/{id}",http_response_status_code="200"} 2"#,
        #"http_server_request_duration_seconds_count{http_request_method="GET",http_route="/runs/{id}",http_response_status_code="404"} 1"#,
        #"http_server_request_duration_seconds_count{http_request_method="HEAD",http_route="/runs/{id}",http_response_status_code="200"} 1"#,
        #"http_server_request_duration_seconds_count{http_request_method="_OTHER",http_route="",http_response_status_code="405"} 1"#,
      ])
  }

  @Test func `a streamed response ends with its last byte`() async throws {
    let metrics = Metrics()
    let handler = try router(metrics)
    let response = try await handler(Request(.get, "/stream"))
    #expect(text(metrics) == ["http_server_active_requests 1"])
    _ = try await response.collectedText()
    #expect(
      text(metrics) == [
        "http_server_active_requests 0",
        #"http_server_request_duration_seconds_count{http_request_method="GET",http_route="/stream",http_response_status_code="200"} 1"#,
      ])
  }
}
