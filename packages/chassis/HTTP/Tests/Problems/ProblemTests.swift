import HTTP
import JSON
import Testing

@Suite struct ProblemTests {
  @Test func `a problem says no more than it knows`() async throws {
    let response = Problem(.notFound).response
    #expect(response.status == .notFound)
    #expect(response.headers["content-type"] == "application/problem+json")
    #expect(try await response.collectedText() == #"{"title":"Not Found","status":404}"#)
  }

  @Test func `a problem is sent with all its members in a fixed order`() async throws {
    let problem = Problem(
      .unprocessableContent, "two fields are wrong", type: "https://example.com/invalid", title: "Invalid run", instance: "/runs/17",
      errors: [.init(pointer: "/name", detail: "expected a string, found 1"), .init(parameter: "limit", detail: "expected an integer")],
      extensions: [.init("balance", 30), .init("status", 200)], fields: [(name: "retry-after", value: "5")])
    #expect(
      try await problem.response.collectedText() == #"{"type":"https://example.com/invalid","title":"Invalid run","status":422,"#
        + ##""detail":"two fields are wrong","instance":"/runs/17","errors":[{"pointer":"#/name","detail":"expected a string, found 1"},"##
        + #"{"parameter":"limit","detail":"expected an integer"}],"balance":30}"#)
    #expect(problem.response.headers["retry-after"] == "5")
  }
}
