/// Route as it was declared: what middleware may know about it before any request.
public struct Route: Sendable, Hashable {
  /// Method of its requests.
  public let method: Method
  /// Whole pattern, groups included: `/runs/{id}`. Few and known beforehand, so fit to label metrics with.
  public let template: String

  /// Makes a route of a pattern that was not read yet.
  public init(_ method: Method, _ template: String) {
    self.method = method
    self.template = template
  }
}

/// Middleware that makes itself ready once for each route that it stands before, such as to look up the route's metrics.
public protocol RouteMiddleware: Middleware {
  /// Middleware for this route; `nil` is what stands before answers that belong to no route, such as 404.
  func prepared(for route: Route?) -> any Middleware
}
