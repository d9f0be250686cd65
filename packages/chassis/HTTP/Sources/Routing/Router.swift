/// Table of which handler answers which request.
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
  private struct Declaration: Sendable {
    let route: Route
    let middleware: [any Middleware]
    let handler: Handler
  }

  private var middleware: [any Middleware] = []
  private var declarations: [Declaration] = []

  /// Makes a router without routes.
  public init() {}

  /// Puts middleware around every route of this router and its groups, wherever they are declared; the first is outermost.
  /// The outermost router's stands around its answers of 404, 405 and OPTIONS as well.
  public mutating func use(_ middleware: any Middleware...) { self.middleware += middleware }

  /// As `use`, but around all the middleware that is there already: for whoever is handed a router to serve.
  public mutating func useOutermost(_ middleware: any Middleware...) { self.middleware = middleware + self.middleware }

  /// Adds a route for requests of a method. What is wrong with its pattern is told when the handler is made.
  public mutating func on(_ method: Method, _ pattern: String, _ handler: @escaping Handler) {
    declarations.append(Declaration(route: Route(method, pattern), middleware: [], handler: handler))
  }

  /// Adds a route for GET, which answers HEAD too.
  public mutating func get(_ pattern: String, _ handler: @escaping Handler) { on(.get, pattern, handler) }
  /// Adds a route for POST.
  public mutating func post(_ pattern: String, _ handler: @escaping Handler) { on(.post, pattern, handler) }
  /// Adds a route for PUT.
  public mutating func put(_ pattern: String, _ handler: @escaping Handler) { on(.put, pattern, handler) }
  /// Adds a route for PATCH.
  public mutating func patch(_ pattern: String, _ handler: @escaping Handler) { on(.patch, pattern, handler) }
  /// Adds a route for DELETE.
  public mutating func delete(_ pattern: String, _ handler: @escaping Handler) { on(.delete, pattern, handler) }

  /// Adds routes below a prefix, with middleware of their own inside this router's.
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

  // MARK: the handler

  /// The routes as one handler, with their middleware composed once.
  ///
  /// The routes are part of the program: if a pattern cannot be read or two answer the same requests, the process ends with all of these.
  public var handler: Handler {
    do throws(RouterError) { return try makeHandler() } catch { fatalError("the routes do not fit together:\n\(error)") }
  }

  /// The routes as one handler. Throws `RouterError` with everything that is wrong with them.
  public func makeHandler() throws(RouterError) -> Handler {
    let patterns = try readPatterns()
    let tree = RouteTree(zip(declarations, patterns).map { ($0.route.method, $1.segments) })
    let endpoints = zip(declarations, patterns).map { declaration, pattern in
      Endpoint(
        template: declaration.route.template, names: pattern.names,
        handler: compose(middleware + declaration.middleware, for: declaration.route, around: declaration.handler))
    }
    let methods = Set(declarations.map(\.route.method))
    let unmatched = compose(middleware, for: nil, around: { request in Self.answerUnmatched(request, tree, methods) })

    return { request in
      var captures = RouteTree.Captures(repeating: RouteTree.Capture(start: 0, end: 0))
      guard let index = Self.match(request, tree, &captures) else { return try await unmatched(request) }
      endpoints[index].note(in: request, captures)
      return try await endpoints[index].handler(request)
    }
  }

  /// What a match needs: made once.
  private struct Endpoint: Sendable {
    let template: String
    let names: [String]
    let handler: Handler

    /// Notes the route in the request. Nobody else has seen the request yet: its storage is shared with whoever sent it here, and
    /// changing it in place saves a copy.
    func note(in request: Request, _ captures: RouteTree.Captures) {
      request.storage.route = template
      if names.isEmpty { return }
      request.storage.parameterNames = names
      for index in names.indices {
        request.storage.parameterRanges.append(Int(captures[index].start)..<Int(captures[index].end))
      }
    }
  }

  private static func match(_ request: Request, _ tree: RouteTree, _ captures: inout RouteTree.Captures) -> Int? {
    request.storage.withPath { path in
      RequestPath.flaw(of: path) == nil ? tree.match(path, request.method, &captures) : nil
    }
  }

  private static func answerUnmatched(_ request: Request, _ tree: RouteTree, _ methods: Set<Method>) -> Response {
    if request.path == "*", request.method == .options { return AllowedMethods(Array(methods)).options }
    return request.storage.withPath { path in
      if let flaw = RequestPath.flaw(of: path) { return Problem(.badRequest, flaw).response }
      let methods = tree.methods(for: path)
      if methods.isEmpty { return Problem(.notFound, "there is nothing at this path").response }
      let allowed = AllowedMethods(methods)
      return request.method == .options ? allowed.options : allowed.refusal(of: request.method)
    }
  }

  private func compose(_ middleware: [any Middleware], for route: Route?, around handler: @escaping Handler) -> Handler {
    // No `reduce`: what passes through a generic function is wrapped, and each wrapper waits and switches executors once more.
    var composed = handler
    for middleware in middleware.reversed() {
      let next = composed
      let prepared = (middleware as? any RouteMiddleware)?.prepared(for: route) ?? middleware
      composed = { request in try await prepared.respond(to: request, next: next) }
    }
    return composed
  }

  private func readPatterns() throws(RouterError) -> [RoutePattern] {
    var mistakes: [String] = []
    var patterns: [RoutePattern] = []
    var known: [Shape: Route] = [:]
    for declaration in declarations {
      let route = declaration.route
      do throws(RouteMistake) {
        let pattern = try RoutePattern(route.template)
        patterns.append(pattern)
        let shape = Shape(method: route.method, segments: pattern.segments)
        if let other = known[shape] {
          mistakes.append("\(route.method) \(route.template): \(other.method) \(other.template) answers the same requests already")
        }
        known[shape] = known[shape] ?? route
      } catch {
        mistakes.append("\(route.method) \(route.template): \(error.text)")
      }
    }
    if !mistakes.isEmpty { throw RouterError(mistakes: mistakes) }
    return patterns
  }

  private struct Shape: Hashable {
    let method: Method
    let segments: [RoutePattern.Segment]
  }
}

/// The methods that a path has, and the answers that name them.
private struct AllowedMethods {
  let field: String

  init(_ methods: [Method]) {
    var names = Set(methods.map(\.name))
    if names.contains("GET") { names.insert("HEAD") }
    names.insert("OPTIONS")
    field = names.sorted().joined(separator: ", ")
  }

  var options: Response { Response(.noContent, headers: ["allow": field]) }

  func refusal(of method: Method) -> Response {
    Problem(.methodNotAllowed, "expected one of \(field), found \(method)", fields: [(name: "allow", value: field)]).response
  }
}
