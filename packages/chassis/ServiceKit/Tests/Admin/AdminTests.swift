import HTTP
import HTTPTesting
import JSON
import Telemetry
import Testing

@testable import ServiceKit

@Suite struct AdminTests {
  private let output = LogOutput.inMemory(levels: LogLevels(.info))
  private let client: TestClient
  private static let token = "0123456789abcdef"

  init() {
    var router = Router()
    router.use(BearerToken(Secret(Self.token)))
    AdminRoutes(output: output, logger: Logger("chassis", output: output)).declare(in: &router)
    client = TestClient(router.handler)
  }

  private func send(_ method: HTTP.Method, _ body: String = "", authorization: String? = "Bearer \(token)") async throws -> TestResponse {
    var request = Request(method, "/log-level", headers: authorization.map { ["authorization": $0] } ?? [:])
    if !body.isEmpty { request.body = .bytes(Array(body.utf8)) }
    return try await client.send(request)
  }

  @Test func `how much is logged changes while the process runs`() async throws {
    let logger = Logger("http", output: output)
    #expect(!logger.isEnabled(.debug))
    let response = try await send(.put, #"{"level":"warning,http=debug"}"#)
    #expect(response.status == .ok)
    #expect(String(decoding: response.body, as: UTF8.self) == #"{"level":"warning,http=debug"}"#)
    #expect(logger.isEnabled(.debug) && !Logger("other", output: output).isEnabled(.info))
    #expect(output.lines.count == 1 && output.lines[0].contains("\"from\":\"info\",\"to\":\"warning,http=debug\""))
    let answer = try await send(.get)
    #expect(String(decoding: answer.body, as: UTF8.self) == #"{"level":"warning,http=debug"}"#)
  }

  @Test(
    arguments: [
      (#"{"level":"loud"}"#, 422), (#"{"level":7}"#, 422), ("{}", 422), ("[]", 422), ("debug", 400), ("{", 400),
      (String(repeating: " ", count: 5000), 413),
    ])
  func `a level that is none changes nothing`(body: String, status: Int) async throws {
    let response = try await send(.put, body)
    #expect(response.status.code == status)
    #expect(response.headers["content-type"] == "application/problem+json")
    #expect("\(output.levels)" == "info" && output.lines.isEmpty)
  }

  @Test(
    arguments: [
      nil, "", "Bearer", "Bearer ", "Bearer 0123456789abcdeX", "Bearer 0123456789abcde", "Bearer 0123456789abcdef0", "Basic 0123456789abcdef",
      "0123456789abcdef", "Bearer 0123456789abcdef, Bearer 0123456789abcdef",
    ] as [String?])
  func `without its token nobody gets in`(authorization: String?) async throws {
    for method in [HTTP.Method.get, .put] {
      let response = try await send(method, #"{"level":"trace"}"#, authorization: authorization)
      #expect(response.status == .unauthorized)
      #expect(response.headers["www-authenticate"] == "Bearer")
      #expect(!String(decoding: response.body, as: UTF8.self).contains(Self.token))
    }
    #expect("\(output.levels)" == "info")
  }

  @Test func `the token is asked for before anything is said of routes`() async throws {
    #expect(try await client.send(Request(.get, "/no-such")).status == .unauthorized)
    #expect(try await client.send(Request(.get, "/no-such", headers: ["authorization": "bearer   \(Self.token)"])).status == .notFound)
  }
}
