import Platform

/// The contents of one folder by kind, each in byte order of the names.
struct FolderContents: Sendable {
  /// The path relative to the repository's root; empty for the root itself.
  let path: String
  var files: [String] = []
  var folders: [String] = []
  var links: [String] = []
  /// The names of pipes, sockets and devices.
  var others: [String] = []

  /// - Parameter root: the absolute path that `path` starts from.
  init(listing path: String, below root: String) throws(PlatformError) {
    self.path = path
    for entry in try Folder.entries(PathText.join(root, path)) {
      switch entry.kind {
      case .file: files.append(entry.name)
      case .folder: folders.append(entry.name)
      case .link: links.append(entry.name)
      case .other: others.append(entry.name)
      }
    }
  }
}
