import Testing

@testable import HTTP

@Suite struct RequestTests {
  @Test func `a changed copy leaves the original alone`() {
    let original = Request(.get, "/a", query: "b=c", headers: ["x": "y"])
    var copy = original
    copy.path = "/d"
    copy.headers["x"] = nil
    copy.method = .post
    #expect(original.path == "/a" && original.query == "b=c" && original.headers["x"] == "y" && original.method == .get)
    #expect(copy.path == "/d" && copy.query == "b=c" && copy.headers.isEmpty && copy.method == .post)
    copy.query = nil
    #expect(copy.query == nil && original.query == "b=c")
  }

  @Test func `methods are equal by name, known or not`() {
    #expect(Method("GET") == .get && Method("get") != .get && Method("PURGE") == Method("PURGE") && Method("PURGE").name == "PURGE")
    for name in ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "CONNECT", "TRACE", "PURGE", "GETS"] {
      #expect(Array(name.utf8).withUnsafeBytes { Method(bytes: $0) } == Method(name))
      #expect(Method(name).description == name)
    }
  }

  @Test func `a body in memory is read once, and no further than allowed`() async throws {
    let body = RequestBody.bytes([1, 2, 3])
    #expect(try await body.collect(upTo: 3) == [1, 2, 3])
    #expect(try await body.collect(upTo: 3) == [])
    await #expect(throws: BodyError.tooLarge(limit: 2)) { try await RequestBody.bytes([1, 2, 3]).collect(upTo: 2) }
  }
}
