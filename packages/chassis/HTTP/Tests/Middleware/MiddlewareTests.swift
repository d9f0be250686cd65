import HTTP
import Telemetry
import Testing

@Suite struct MiddlewareTests {
  private struct Failure: Error, CustomStringConvertible { let description = "the database password is wrong" }

  private func handler(_ middleware: any Middleware, _ answer: @escaping Handler = { _ in .text("ok") }) throws -> Handler {
    var router = Router()
    router.use(middleware)
    router.get("/runs/{id}", answer)
    router.post("/runs/{id}", answer)
    return try router.makeHandler()
  }

  // MARK: Errors

  @Test func `an unknown error is answered without a word of it, and logged`() async throws {
    let output = LogOutput.inMemory()
    let response = try await handler(ErrorAnswers(Logger("http", output: output))) { _ in throw Failure() }(Request(.get, "/runs/1"))
    #expect(response.status == .internalServerError)
    #expect(try await response.collectedText() == #"{"title":"Internal Server Error","status":500}"#)
    #expect(output.lines.count == 1)
    #expect(output.lines.first?.contains("the database password is wrong") == true)
    #expect(output.lines.first?.contains("/runs/{id}") == true)
  }

  @Test func `an error that knows its answer is answered by it`() async throws {
    let output = LogOutput.inMemory()
    let response = try await handler(ErrorAnswers(Logger("http", output: output))) { _ in throw Problem(.conflict, "twice") }(
      Request(.get, "/runs/1"))
    #expect(response.status == .conflict)
    #expect(output.lines.isEmpty)
  }

  // MARK: Access log

  @Test func `a request is a line in the log, without its query`() async throws {
    let output = LogOutput.inMemory()
    _ = try await handler(AccessLog(Logger("http", output: output)))(
      Request(.get, "/runs/17", query: "token=secret", peer: .ip("192.0.2.1", port: 99)))
    let line = try #require(output.lines.first)
    for part in [#""method":"GET""#, #""path":"/runs/17""#, #""route":"/runs/{id}""#, #""status":200"#, #""bytes":2"#, #""peer":"192.0.2.1""#] {
      #expect(line.contains(part), "\(part) in \(line)")
    }
    #expect(!line.contains("secret"))
  }

  @Test func `nothing is logged where the level is off`() async throws {
    let output = LogOutput.inMemory(levels: LogLevels(.warning))
    _ = try await handler(AccessLog(Logger("http", output: output)))(Request(.get, "/runs/17"))
    #expect(output.lines.isEmpty)
  }

  // MARK: Headers

  @Test func `security headers are added and none is replaced`() async throws {
    let response = try await handler(SecurityHeaders()) { _ in Response(headers: ["X-Frame-Options": "SAMEORIGIN"]) }(Request(.get, "/runs/1"))
    #expect(response.headers.values("x-frame-options") == ["SAMEORIGIN"])
    #expect(response.headers["x-content-type-options"] == "nosniff")
    #expect(response.headers["content-security-policy"]?.hasPrefix("default-src 'self'") == true)
  }

  // MARK: Other sites

  @Test(arguments: [
    ("GET", ["host": "localhost:8080"], 200),
    ("GET", ["host": "127.0.0.1:8080"], 200),
    ("GET", ["host": "[::1]:8080"], 200),
    ("GET", ["host": "LOCALHOST"], 200),
    ("GET", ["host": "evil.example:8080"], 421),
    ("GET", ["host": "localhost.evil.example"], 421),
    ("GET", [:], 421),
    ("POST", ["host": "localhost:1"], 200),
    ("POST", ["host": "localhost:1", "origin": "http://localhost:1"], 200),
    ("POST", ["host": "localhost:1", "origin": "http://localhost:2"], 403),
    ("POST", ["host": "localhost:1", "origin": "null"], 403),
    ("POST", ["host": "localhost:1", "origin": "https://evil.example"], 403),
    ("POST", ["host": "localhost:1", "sec-fetch-site": "same-origin"], 200),
    ("POST", ["host": "localhost:1", "sec-fetch-site": "cross-site"], 403),
    ("POST", ["host": "localhost:1", "sec-fetch-site": "same-site"], 403),
    ("POST", ["host": "localhost:1", "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"], 403),
    ("GET", ["host": "localhost:1", "sec-fetch-site": "none"], 200),
    ("GET", ["host": "localhost:1", "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"], 200),
    ("GET", ["host": "localhost:1", "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe"], 403),
    ("GET", ["host": "localhost:1", "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image"], 403),
  ])
  func `what another site makes a browser send is refused`(method: String, fields: [String: String], status: Int) async throws {
    var headers = Headers()
    for (name, value) in fields { headers.append(name, value) }
    #expect(try await handler(SameOrigin())(Request(Method(method), "/runs/1", headers: headers)).status.code == status)
  }
}
