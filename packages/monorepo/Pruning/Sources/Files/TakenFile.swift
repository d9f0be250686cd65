/// A file of the pruned tree that is copied as it is.
public struct TakenFile: Sendable, Equatable {
  /// Relative to the root, in the repository and in the pruned tree.
  public let path: String
  /// Length in bytes.
  public let size: Int
}
