import HTTPTesting
import IO
import JSON
import Lifecycle
import Telemetry
import Testing

@testable import HTTP

/// What is logged and counted is what was sent.
@Suite(.onEventLoop) struct CutOffTests {
  private static let size = 50_000_000
  private let output = LogOutput.inMemory()
  private let metrics = Metrics()

  private func handler() throws -> Handler {
    var router = Router()
    router.use(RequestMetrics(metrics), AccessLog(Logger("access", output: output)))
    router.get("/small") { _ in .text("small") }
    router.get("/large") { _ in Response(.ok, body: .bytes([UInt8](repeating: 0, count: Self.size))) }
    router.get("/stream") { request in
      let length = request.query == "known" ? Self.size : nil
      return Response(
        .ok,
        body: .stream(length: length) { writer in
          for _ in 0..<50 { try await writer.write([UInt8](repeating: 0, count: Self.size / 50)) }
        })
    }
    return try router.makeHandler()
  }

  private func counts() -> [String] {
    String(decoding: metrics.write(.prometheus), as: UTF8.self).split(separator: "\n")
      .filter { $0.hasPrefix("http_server_request_duration_seconds_count") || $0.hasPrefix("http_server_active_requests") }.map(String.init)
  }

  @Test(arguments: ["/large", "/stream", "/stream?known"])
  func `a response that is cut off is logged with what was sent of it, and counted as 499`(_ target: String) async throws {
    let client = TestClient(try handler())
    let connection = try await client.connect(capacity: 10_000)
    try await connection.send("GET \(target) HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(try await connection.receiveLine() == "HTTP/1.1 200 OK")
    connection.close()
    while client.figures.connections > 0 { await Task.yield() }
    let line = try JSONValue(parsing: Array(try #require(output.lines.first).utf8))
    #expect(line["cut_off"] == .bool(true) && line["status"]?.int == 200, "\(line)")
    #expect(line["bytes"]?.int ?? .max < 2_000_000, "\(line)")
    let route = target.split(separator: "?")[0]
    #expect(
      counts() == [
        "http_server_active_requests 0",
        #"http_server_request_duration_seconds_count{http_request_method="GET",http_route="\#(route)",http_response_status_code="499"} 1"#,
      ])
  }

  @Test(arguments: [("/small", 5), ("/large", size), ("/stream", size), ("/stream?known", size)])
  func `a response that is sent whole is logged with all of it`(_ target: String, _ size: Int) async throws {
    let client = TestClient(try handler())
    let connection = try await client.connect(capacity: 4 << 20)
    try await connection.send("GET \(target) HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(try await connection.receive().body.count == size)
    while output.lines.isEmpty { await Task.yield() }
    let line = try JSONValue(parsing: Array(try #require(output.lines.first).utf8))
    #expect(line["cut_off"] == nil && line["bytes"]?.int == size, "\(line)")
    #expect(counts().last?.hasSuffix(#"http_response_status_code="200"} 1"#) == true)
    connection.close()
  }

  @Test func `a reader that is cut off when the time to stop ends is unfinished, and logged as cut off`() async throws {
    let running = try await RunningServer(handler: try handler())
    let connection = try await running.connect()
    try await connection.send("GET /large HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(try await connection.receiveLine() == "HTTP/1.1 200 OK")
    await #expect(throws: DrainError(part: "http", unfinished: 1)) { try await running.server.stop(deadline: .now + .milliseconds(20)) }
    while output.lines.isEmpty { await Task.yield() }
    #expect(output.lines.first?.contains(#""cut_off":true"#) == true, "\(output.lines)")
    running.loops.stop()
  }

  @Test func `a reader of a response without a log is unfinished too`() async throws {
    let running = try await RunningServer { _ in Response(.ok, body: .bytes([UInt8](repeating: 0, count: Self.size))) }
    let connection = try await running.connect()
    try await connection.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(try await connection.receiveLine() == "HTTP/1.1 200 OK")
    await #expect(throws: DrainError(part: "http", unfinished: 1)) { try await running.server.stop(deadline: .now + .milliseconds(20)) }
    running.loops.stop()
  }
}
