import HTTP
import JSON
import Testing

@Suite struct JSONBodyTests {
  private struct Run: JSONDecodable {
    let name: String
    let retries: Int

    init(from fields: inout JSONFields) {
      name = fields.string("name", length: 1...10)
      retries = fields.int("retries", default: 0, in: 0...5)
    }
  }

  private func read(_ text: String, type: String? = "application/json", limit: Int = 1000) async throws -> Run {
    var request = Request(.post, "/", body: .bytes(Array(text.utf8)))
    request.headers["content-type"] = type
    return try await request.json(as: Run.self, limit: limit)
  }

  private func problem(_ text: String, type: String? = "application/json", limit: Int = 1000) async throws -> Response {
    do {
      _ = try await read(text, type: type, limit: limit)
    } catch let error as any ResponseError {
      return error.response
    }
    return Response(.ok)
  }

  @Test(arguments: ["application/json", "application/json; charset=utf-8", "Application/JSON;charset=\"UTF-8\"", "application/vnd.x+json"])
  func `a body of JSON is read into a type`(type: String) async throws {
    let run = try await read(#"{"name":"x","retries":2}"#, type: type)
    #expect(run.name == "x")
    #expect(run.retries == 2)
  }

  @Test(arguments: [nil, "text/plain", "application/xml", "text/json", "application/json; charset=latin1", ""])
  func `a body of another type is refused with 415`(type: String?) async throws {
    #expect(try await problem("{}", type: type).status == .unsupportedMediaType)
  }

  @Test func `what is no JSON is refused with its place`() async throws {
    let response = try await problem("{\n  \"name\": x }")
    #expect(response.status == .badRequest)
    #expect(
      try await response.collectedText()
        == #"{"title":"Bad Request","status":400,"detail":"the body is not JSON: line 2, column 11: expected a value, found 'x'"}"#)
    #expect(try await problem("").status == .badRequest)
  }

  @Test func `fields that are wrong are all named`() async throws {
    let response = try await problem(#"{"name":"","retires":1}"#)
    #expect(response.status == .unprocessableContent)
    #expect(
      try await response.collectedText()
        == #"{"title":"Unprocessable Content","status":422,"detail":"2 values in the body are not as they must be","errors":["#
        + ##"{"pointer":"#/name","detail":"expected a string of 1 to 10 characters, found \"\" (line 1, column 9)"},"##
        + ##"{"pointer":"#/retires","detail":"there is no member \"retires\" here; did you mean \"retries\"? (line 1, column 12)"}]}"##)
  }

  @Test func `a body beyond the limit is refused with 413`() async throws {
    #expect(try await problem(#"{"name":"x"}"#, limit: 11).status == .contentTooLarge)
    #expect(try await problem(#"{"name":"x"}"#, limit: 12).status == .ok)
  }
}
