/// A request's method (RFC 9110, section 9), by its case-sensitive name.
public struct Method: Sendable, Hashable, CustomStringConvertible {
  public let name: String

  public init(_ name: String) { self.name = name }

  public static let get = Method("GET")
  public static let head = Method("HEAD")
  public static let post = Method("POST")
  public static let put = Method("PUT")
  public static let patch = Method("PATCH")
  public static let delete = Method("DELETE")
  public static let options = Method("OPTIONS")
  public static let connect = Method("CONNECT")
  public static let trace = Method("TRACE")

  public var description: String { name }
}
