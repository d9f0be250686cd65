import HTTP
import Synchronization
import Testing

@Suite struct MiddlewareOrderTests {
  /// Writes its name before and after what it stands around.
  private struct Trace: Middleware {
    let name: String

    func respond(to request: Request, next: Handler) async throws -> Response {
      var response = try await next(request)
      response.headers["trace"] = "\(name)(\(response.headers["trace"] ?? request.route ?? "no route"))"
      return response
    }
  }

  /// Counts for how many routes it was made ready.
  private final class Prepared: RouteMiddleware {
    let templates = Mutex<[String]>([])

    func prepared(for route: Route?) -> any Middleware {
      templates.withLock { $0.append(route?.template ?? "none") }
      return Trace(name: "for \(route?.template ?? "none") ")
    }

    func respond(to request: Request, next: Handler) async throws -> Response { try await next(request) }
  }

  private func trace(_ handler: Handler, _ method: Method, _ path: String) async throws -> String? {
    try await handler(Request(method, path)).headers["trace"]
  }

  @Test func `the outer router's middleware stands around the group's, in the order of use`() async throws {
    var router = Router()
    router.get("/early") { _ in .text("") }
    router.use(Trace(name: "a"), Trace(name: "b"))
    router.group("/g") { group in
      group.get("/x") { _ in .text("") }
      group.use(Trace(name: "c"))
      group.group("/h") { inner in
        inner.use(Trace(name: "d"))
        inner.get("/y") { _ in .text("") }
      }
    }
    let handler = try router.makeHandler()
    #expect(try await trace(handler, .get, "/early") == "a(b(/early))")
    #expect(try await trace(handler, .get, "/g/x") == "a(b(c(/g/x)))")
    #expect(try await trace(handler, .get, "/g/h/y") == "a(b(c(d(/g/h/y))))")
  }

  @Test(arguments: [(Method.get, "/x"), (.post, "/early"), (.options, "/early"), (.get, "/%")])
  func `answers without a route pass the outermost middleware`(method: Method, path: String) async throws {
    var router = Router()
    router.use(Trace(name: "a"))
    router.get("/early") { _ in .text("") }
    #expect(try await trace(router.makeHandler(), method, path) == "a(no route)")
  }

  @Test func `middleware is made ready once for each route, when the handler is made`() async throws {
    let prepared = Prepared()
    var router = Router()
    router.use(prepared)
    router.get("/a") { _ in .text("") }
    router.get("/b/{id}") { _ in .text("") }
    let handler = try router.makeHandler()
    #expect(try await trace(handler, .get, "/b/1") == "for /b/{id} (/b/{id})")
    #expect(try await trace(handler, .get, "/b/2") == "for /b/{id} (/b/{id})")
    #expect(try await trace(handler, .get, "/c") == "for none (no route)")
    #expect(prepared.templates.withLock { $0.sorted() } == ["/a", "/b/{id}", "none"])
  }
}
