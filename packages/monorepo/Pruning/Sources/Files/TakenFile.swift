/// A file of the pruned tree that is copied unchanged.
public struct TakenFile: Sendable, Equatable {
  /// The path relative to the root, in the repository and in the pruned tree.
  public let path: String
  /// The length in bytes.
  public let size: Int
}
