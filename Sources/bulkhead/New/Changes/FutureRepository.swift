import Platform

/// A repository as it will be: a copy of its files elsewhere, with changes made to it. What is made from a whole repository can be made
/// of it, before anything in the repository itself is touched. It goes away with its owner.
final class FutureRepository {
  let root: String
  private let folder: String
  private let original: String

  /// What holds nothing that people write.
  private static let leftOut: Set<String> = [".build", ".git", ".bulkhead", ".venv", "node_modules"]

  init(of repository: String, with changes: [RepositoryChange]) throws {
    original = try File.realPath(repository)
    folder = try File.realPath(Folder.createTemporary(prefix: "bulkhead-new"))
    // Its name may be in what is made.
    root = "\(folder)/\(original.split(separator: "/").last ?? "repository")"
    try copy("")
    // Where packages from elsewhere were fetched to, and what git ignores without a .gitignore that says so.
    for path in [".build", ".git/info/exclude"] where try File.status("\(original)/\(path)") != nil {
      try Folder.create(PathText.parent("\(root)/\(path)"))
      try File.link("\(root)/\(path)", to: "\(original)/\(path)")
    }
    for change in changes {
      try Folder.create(PathText.parent("\(root)/\(change.path)"))
      try File.write(change.bytes, to: "\(root)/\(change.path)")
    }
  }

  deinit { try? Folder.remove(folder) }

  /// - Parameter inner: a folder within the repository, with a slash in front.
  private func copy(_ inner: String) throws {
    try Folder.create(root + inner)
    for entry in try Folder.entries(original + inner) where !Self.leftOut.contains(entry.name) {
      let path = "\(inner)/\(entry.name)"
      switch entry.kind {
      case .folder: try copy(path)
      case .file: try File.write(try File.read(original + path), to: root + path)
      // A link that leads to a place in the repository leads to the same place in the copy.
      case .link:
        guard let target = try? File.realPath(original + path) else { continue }
        let isInside = target.hasPrefix("\(original)/")
        try File.link(root + path, to: isInside ? root + target.dropFirst(original.utf8.count) : target)
      case .other: break
      }
    }
  }
}
