import Platform

/// The contents of the repository's folders: those walked, and others once they are asked for. Paths are relative to the root.
struct FolderTree: Sendable {
  let root: String
  private var folders: [String: FolderContents?] = [:]
  /// The folders that the walk visited: every other is ignored, hidden, behind a link, or does not exist.
  private(set) var walked: Set<String> = []

  init(root: String, walk: RepositoryWalk) {
    self.root = root
    folders.reserveCapacity(walk.folders.count)
    walked.reserveCapacity(walk.folders.count)
    for folder in walk.folders {
      folders[folder.path] = folder
      walked.insert(folder.path)
    }
  }

  /// Returns the contents of a folder, links followed; `nil` where there is no folder.
  mutating func contents(_ path: String) throws(RepositoryError) -> FolderContents? {
    if let known = folders[path] { return known }
    var contents: FolderContents?
    if mayBeThere(path), try status(path)?.kind == .folder {
      contents = try reading { () throws(PlatformError) in try FolderContents(listing: path, below: root) }
    }
    folders[path] = .some(contents)
    return contents
  }

  /// Returns whether the parent folder, where it is known, has an entry of the name that can be a folder.
  private func mayBeThere(_ path: String) -> Bool {
    guard !path.isEmpty, PathText.name(path) != "..", let known = folders[PathText.parent(path)], let parent = known else { return true }
    let name = String(PathText.name(path))
    return parent.folders.contains(name) || parent.links.contains(name)
  }

  mutating func isFolder(_ path: String) throws(RepositoryError) -> Bool { try contents(path) != nil }

  func status(_ path: String) throws(RepositoryError) -> File.Status? {
    try reading { () throws(PlatformError) in try File.status(absolute(path)) }
  }

  func absolute(_ path: String) -> String { PathText.resolve(path, from: root) }

  /// Returns the path with its links followed, with `..` in front where that is outside the root.
  func canonical(_ path: String) throws(RepositoryError) -> String {
    try reading { () throws(PlatformError) in PathText.relative(try File.realPath(absolute(path)), to: root) }
  }
}
