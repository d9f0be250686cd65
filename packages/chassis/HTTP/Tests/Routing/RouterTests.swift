import HTTP
import Testing

@Suite struct RouterTests {
  /// A router whose routes answer with their own pattern and parameters.
  private func router(_ routes: [(Method, String)]) -> Router {
    var router = Router()
    for (method, pattern) in routes {
      router.on(method, pattern) { request in
        let parameters = request.parameters.names.map { "\($0)=\(request.parameters[$0] ?? "nil")" }
        return .text(([pattern] + parameters).joined(separator: " "))
      }
    }
    return router
  }

  private func answer(_ handler: Handler, _ method: Method, _ path: String) async throws -> (status: Int, text: String, allow: String?) {
    let response = try await handler(Request(method, path))
    return (response.status.code, try await response.collectedText(), response.headers["allow"])
  }

  private static let routes: [(Method, String)] = [
    (.get, "/"), (.get, "/runs"), (.post, "/runs"), (.get, "/runs/{id}"), (.get, "/runs/latest"), (.delete, "/runs/{id}"),
    (.get, "/runs/{id}/tests/{test}"), (.get, "/files/{path...}"), (.get, "/files/readme"), (.get, "/folder/"), (.post, "/a/b"),
    (.get, "/a/{x}"), (.get, "/{x}/c"), (.get, "/a%20b"),
  ]

  @Test(arguments: [
    ("/", "/"), ("/runs", "/runs"), ("/runs/17", "/runs/{id} id=17"), ("/runs/latest", "/runs/latest"),
    ("/runs/latest/tests/t", "/runs/{id}/tests/{test} id=latest test=t"), ("/files/", "/files/{path...} path="),
    ("/files/a/b/c", "/files/{path...} path=a/b/c"), ("/files/readme", "/files/readme"), ("/files/readme/x", "/files/{path...} path=readme/x"),
    ("/folder/", "/folder/"), ("/a/b", "/a/{x} x=b"), ("/a/c", "/a/{x} x=c"), ("/b/c", "/{x}/c x=b"),
    ("/runs/a%2Fb%20%C3%A4", "/runs/{id} id=a/b ä"), ("/a%20b", "/a%20b"), ("/files//x", "/files/{path...} path=/x"),
    ("/runs/..a", "/runs/{id} id=..a"), ("/runs/...", "/runs/{id} id=..."),
  ])
  func `a path finds the route that fits it best`(path: String, expected: String) async throws {
    let (status, text, _) = try await answer(router(Self.routes).makeHandler(), .get, path)
    #expect(status == 200)
    #expect(text == expected)
  }

  @Test(arguments: ["/runs/", "//", "/runs//tests/t", "/Runs", "/r%75ns", "/folder", "/files", "/x", "/runs/1/tests", "/a%20b/", "/a b"])
  func `a path without a route is answered with 404`(path: String) async throws {
    let (status, text, _) = try await answer(router(Self.routes).makeHandler(), .get, path)
    #expect(status == 404)
    #expect(text == #"{"title":"Not Found","status":404,"detail":"there is nothing at this path"}"#)
  }

  @Test(arguments: [
    "/runs/.", "/runs/..", "/../runs", "/runs/../x", "/runs/%2e%2E", "/runs/.%2e", "/runs/..%2fx", "/runs/%", "/runs/%4", "/runs/%zz",
    "/runs/%00", "/runs/%ff", "/runs/%C3", "/./runs", "/%2e", "runs", "",
  ])
  func `a path that can be taken for another one is answered with 400`(path: String) async throws {
    let (status, _, _) = try await answer(router(Self.routes).makeHandler(), .get, path)
    #expect(status == 400)
  }

  @Test(arguments: [
    (Method.put, "/runs", "GET, HEAD, OPTIONS, POST"), (.post, "/runs/latest", "DELETE, GET, HEAD, OPTIONS"),
    (.put, "/a/b", "GET, HEAD, OPTIONS, POST"),
    (Method("PURGE"), "/", "GET, HEAD, OPTIONS"),
  ])
  func `a path without the method is answered with 405 and what it allows`(method: Method, path: String, allow: String) async throws {
    let found = try await answer(router(Self.routes).makeHandler(), method, path)
    #expect(found.status == 405)
    #expect(found.allow == allow)
  }

  @Test func `OPTIONS is answered where it has no route`() async throws {
    let handler = try router(Self.routes).makeHandler()
    let found = try await answer(handler, .options, "/runs")
    #expect(found.status == 204)
    #expect(found.allow == "GET, HEAD, OPTIONS, POST")
    #expect(try await answer(handler, .options, "/x").status == 404)
    let whole = try await answer(handler, .options, "*")
    #expect(whole.status == 204)
    #expect(whole.allow == "DELETE, GET, HEAD, OPTIONS, POST")
    #expect(try await answer(handler, .get, "*").status == 400)
  }

  @Test func `HEAD goes to the route for GET unless it has its own`() async throws {
    let handler = try router([(.get, "/a"), (.head, "/a"), (.get, "/b"), (.post, "/c")]).makeHandler()
    #expect(try await answer(handler, .head, "/a").status == 200)
    #expect(try await answer(handler, .head, "/b").text == "/b")
    #expect(try await answer(handler, .head, "/c").status == 405)
  }

  @Test func `a route that takes its path from a group keeps its own template`() async throws {
    var router = Router()
    router.group("/api") { api in
      api.group("/v1") { v1 in v1.get("/runs/{id}") { request in .text(request.route ?? "none") } }
    }
    #expect(try await answer(router.makeHandler(), .get, "/api/v1/runs/9").text == "/api/v1/runs/{id}")
  }

  @Test(arguments: [
    ([(Method.get, "/a/{x}"), (.get, "/a/{y}")], "GET /a/{y}: GET /a/{x} answers the same requests already"),
    ([(.get, "/a"), (.get, "/a")], "GET /a: GET /a answers the same requests already"),
    ([(.get, "/{a...}"), (.get, "/{b...}")], "GET /{b...}: GET /{a...} answers the same requests already"),
    ([(.get, "a")], "GET a: expected a pattern that begins with \"/\""),
    ([(.get, "/{a...}/b")], "GET /{a...}/b: \"{a...}\" takes all that remains, and nothing can follow it"),
    ([(.get, "/x{a}")], "GET /x{a}: \"x{a}\": a literal segment is compared as sent; write what is no path character percent-encoded"),
    ([(.get, "/{a}x")], "GET /{a}x: \"{a}x\": a parameter is a segment of its own: {name}"),
    ([(.get, "/{}")], "GET /{}: \"{}\": a parameter's name is of letters, digits, \"_\" and \"-\""),
    ([(.get, "/{a}/{a}")], "GET /{a}/{a}: two parameters are called \"a\""),
    ([(.get, "/a//b")], "GET /a//b: an empty segment stands only at the end"),
    ([(.get, "/a/../b")], "GET /a/../b: \"..\" is never matched: requests with it are refused"),
    ([(.get, "/ä")], "GET /ä: \"ä\": a literal segment is compared as sent; write what is no path character percent-encoded"),
    (
      [(.get, "/{a}/{b}/{c}/{d}/{e}/{f}/{g}/{h}/{i}")],
      "GET /{a}/{b}/{c}/{d}/{e}/{f}/{g}/{h}/{i}: more than 8 parameters"
    ),
  ])
  func `routes that do not fit together are told when the handler is made`(routes: [(Method, String)], mistake: String) {
    let error = #expect(throws: RouterError.self) { _ = try router(routes).makeHandler() }
    #expect(error?.mistakes == [mistake])
  }

  @Test func `routes of different methods or specificity are no conflict`() throws {
    _ = try router([(.get, "/a/{x}"), (.post, "/a/{y}"), (.get, "/a/b"), (.get, "/a/{x...}"), (.get, "/a/"), (.get, "/a")]).makeHandler()
  }
}
