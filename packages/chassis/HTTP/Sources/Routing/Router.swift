/// Which handler answers which request.
///
/// ```swift
/// var router = Router()
/// router.use(AccessLog(logger))
/// router.get("/runs/{id}") { request in … request.parameters["id"] … }
/// router.group("/admin") { admin in
///   admin.use(Authorization(token))
///   admin.post("/queues/{name}/pause") { request in … }
/// }
/// let server = Server(handler: router.handler)
/// ```
///
/// A pattern's segments are literals, `{name}` for one segment that is not empty, and at the end `{name...}` for all that remains.
/// A literal is preferred to a parameter, and a parameter to what remains. A path without a route for the method is answered with
/// 405 and `Allow`, one without any with 404; HEAD goes to GET's handler where it has none of its own (the server leaves out the body),
/// and OPTIONS is answered where it has none. Two routes for the same requests are a mistake, told when the handler is made.
///
/// How a path is read before it is matched: see `RequestPath`'s rules in the README (dot segments and broken encodings are 400).
public struct Router: Sendable {
  struct Declaration: Sendable {
    let route: Route
    let middleware: [any Middleware]
    let handler: Handler
  }

  private(set) var middleware: [any Middleware] = []
  private(set) var declarations: [Declaration] = []

  public init() {}

  /// Puts middleware around every route of this router and its groups, wherever they are declared; the first is outermost.
  /// The outermost router's stands around its answers of 404, 405 and OPTIONS as well.
  public mutating func use(_ middleware: any Middleware...) { self.middleware += middleware }

  /// As `use`, but around all the middleware that is there already: for whoever is handed a router to serve.
  public mutating func useOutermost(_ middleware: any Middleware...) { self.middleware = middleware + self.middleware }

  public mutating func on(_ method: Method, _ pattern: String, _ handler: @escaping Handler) {
    declarations.append(Declaration(route: Route(method, pattern), middleware: [], handler: handler))
  }

  public mutating func get(_ pattern: String, _ handler: @escaping Handler) { on(.get, pattern, handler) }
  public mutating func post(_ pattern: String, _ handler: @escaping Handler) { on(.post, pattern, handler) }
  public mutating func put(_ pattern: String, _ handler: @escaping Handler) { on(.put, pattern, handler) }
  public mutating func patch(_ pattern: String, _ handler: @escaping Handler) { on(.patch, pattern, handler) }
  public mutating func delete(_ pattern: String, _ handler: @escaping Handler) { on(.delete, pattern, handler) }

  /// Routes below a prefix, with middleware of their own inside this router's.
  public mutating func group(_ prefix: String = "", _ declare: (inout Router) -> Void) {
    var group = Router()
    declare(&group)
    add(group, at: prefix)
  }

  /// Takes in the routes of another router below a prefix.
  public mutating func add(_ other: Router, at prefix: String = "") {
    for declaration in other.declarations {
      declarations.append(
        Declaration(
          route: Route(declaration.route.method, prefix + declaration.route.template), middleware: other.middleware + declaration.middleware,
          handler: declaration.handler))
    }
  }
}
