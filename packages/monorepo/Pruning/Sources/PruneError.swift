import PackageGraph

/// The reason why a repository cannot be pruned to a service: what happened, where, and how to mend it.
public struct PruneError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file at fault, relative to the repository's root; `nil` where there is none.
  public var path: String?
  /// The message.
  public var message: String

  /// Creates an error.
  public init(_ message: String, path: String? = nil) {
    self.path = path
    self.message = message
  }

  public var description: String { path.map { "\($0): \(message)" } ?? message }
}
