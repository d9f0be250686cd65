import Platform
import TestSupport

/// The page's files as an editor has them.
enum PageFolder {
  static let path = "\(BuiltProducts.checkout)/Sources/Console/Page"

  static func names() throws -> [String] { try Folder.entries(path).map(\.name) }
}
