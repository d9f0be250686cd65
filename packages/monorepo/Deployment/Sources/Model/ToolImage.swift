/// A program of the repository that people run from an image, over files of their own: it listens on no port and has no settings.
public struct ToolImage: Sendable, Equatable {
  /// The name of its executable product, which is also its binary's.
  public var product: String
  /// The purpose, a sentence.
  public var purpose: String
  /// The folder of its executable target, relative to the repository's root: `Sources/bulkhead`.
  public var folder: String
  /// The folders of its executable target and of all targets that it is built from, relative to the root, in order.
  public var closure: [String]

  /// Creates a tool's image.
  public init(product: String, purpose: String, folder: String, closure: [String]) {
    self.product = product
    self.purpose = purpose
    self.folder = folder
    self.closure = closure
  }
}
