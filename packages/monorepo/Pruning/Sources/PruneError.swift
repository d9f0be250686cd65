import PackageGraph

/// Why a part of a repository cannot be pruned to: what happened, where, and how to mend it.
public struct PruneError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file it is about, relative to the repository's root; `nil` where it is about none.
  public var path: String?
  public var message: String

  public init(_ message: String, path: String? = nil) {
    self.path = path
    self.message = message
  }

  public var description: String { path.map { "\($0): \(message)" } ?? message }
}
