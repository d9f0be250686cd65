/// What is wrong with the routes of a router: each in a line.
public struct RouterError: Error, Equatable, CustomStringConvertible {
  public let mistakes: [String]

  public var description: String { mistakes.joined(separator: "\n") }
}
