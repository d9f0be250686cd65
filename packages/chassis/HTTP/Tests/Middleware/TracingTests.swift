import HTTP
import Synchronization
import Telemetry
import Testing

@Suite struct TracingTests {
  private let parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"

  private func router(_ spans: Spans) throws -> Handler {
    var router = Router()
    router.use(Tracing(Tracer(processor: spans)))
    router.get("/runs/{id}") { _ in .text(TraceContext.current?.traceparent ?? "none") }
    router.get("/fail") { _ in throw Problem(.serviceUnavailable) }
    router.get("/stream") { _ in
      Response(body: .stream(length: nil) { writer in try await writer.write(Array((TraceContext.current?.traceparent ?? "none").utf8)) })
    }
    return try router.makeHandler()
  }

  @Test(arguments: ["/runs/7", "/stream"])
  func `a request is a span of its caller's trace, and its handler is within it`(path: String) async throws {
    let spans = Spans()
    let handler = try router(spans)
    let text = try await handler(Request(.get, path, headers: ["traceparent": parent])).collectedText()
    let span = try #require(spans.all.withLock { $0.first })
    #expect(span.context.traceparent == text)
    #expect(span.context.traceID.description == "0af7651916cd43dd8448eb211c80319c")
    #expect(span.parent?.description == "b7ad6b7169203331")
    #expect(span.kind == .server)
    #expect(span.name == (path == "/stream" ? "GET /stream" : "GET /runs/{id}"))
    #expect(span.attributes.first { $0.key == "http.response.status_code" }?.value == .int(200))
  }

  @Test func `two parents are none`() async throws {
    let handler = try router(Spans())
    var headers: Headers = ["traceparent": parent]
    headers.append("traceparent", parent)
    let text = try await handler(Request(.get, "/runs/7", headers: headers)).collectedText()
    #expect(!text.contains("0af7651916cd43dd8448eb211c80319c"))
  }

  @Test func `an answer of the server's fault is an error`() async throws {
    let spans = Spans()
    let handler = try router(spans)
    await #expect(throws: Problem.self) { _ = try await handler(Request(.get, "/fail")) }
    #expect(spans.all.withLock { $0.first?.status } == .error("503 Service Unavailable"))
  }
}
