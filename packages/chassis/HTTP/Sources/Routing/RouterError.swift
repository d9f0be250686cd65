/// Mistakes in the routes of a router.
public struct RouterError: Error, Equatable, CustomStringConvertible {
  /// Sentence for each mistake, with the route that it is of.
  public let mistakes: [String]

  /// All mistakes, a line for each.
  public var description: String { mistakes.joined(separator: "\n") }
}
