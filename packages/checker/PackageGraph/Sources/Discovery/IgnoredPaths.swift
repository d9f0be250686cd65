import Platform

/// The paths that git ignores in a repository: gitignore(5), with `info/exclude`, without a person's own `core.excludesFile`.
public struct IgnoredPaths: Sendable {
  private let root: String
  /// The patterns that apply to the root from above it.
  private let above: IgnoreFile?

  /// Reads the ignore files above the root.
  ///
  /// - Parameter root: An absolute path.
  public init(root: String) throws(PlatformError) {
    self.root = root
    above = try GitFolder.ignoreFile(above: root)
  }

  /// Returns whether the file, or a folder that it is in, is ignored.
  ///
  /// - Parameter file: A path relative to the root, without `.` and `..`.
  public func contains(_ file: String) throws(PlatformError) -> Bool {
    var ignoreFile = above
    var folder = root
    let names = file.split(separator: "/")
    for (index, name) in names.enumerated() {
      if let text = try GitFolder.readIfPresent("\(folder)/.gitignore") { ignoreFile = IgnoreFile(text, base: folder, parent: ignoreFile) }
      let path = "\(folder)/\(name)"
      if ignoreFile?.ignores(Array(path.utf8), isFolder: index < names.count - 1) == true { return true }
      folder = path
    }
    return false
  }
}
