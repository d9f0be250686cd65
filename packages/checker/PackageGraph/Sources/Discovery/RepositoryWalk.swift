import Platform

/// A walk through every folder of a repository that is not hidden, ignored by git, or a tool's scratch space. Links are recorded, never
/// followed, so that the walk ends.
struct RepositoryWalk {
  /// The folders, level by level.
  private(set) var folders: [FolderContents] = []
  /// Paths of the manifests, relative to the root, in order of `folders`.
  private(set) var manifests: [String] = []
  /// Paths of the `Package.resolved` files that git does not ignore, relative to the root, in order of `folders`.
  private(set) var pins: [String] = []
  /// Links to folders that are a package, or hold packages, in order of `folders`.
  private(set) var packageLinks: [String] = []
  /// Folders that the scope leaves out, in order of paths.
  private(set) var ignoredFolders: [String] = []

  /// The names of folders whose contents tools make or fetch.
  private static let excludedNames: Set<String> = ["DerivedData", "node_modules"]
  /// The names of folders in SwiftPM's scratch folder with fetched contents.
  private static let fetchedNames: Set<String> = ["artifacts", "checkouts", "registry", "repositories"]

  /// The name of the file that marks a folder as a pruned part of a repository, which is no part of it.
  static let prunedMarker = "bulkhead-prune.json"

  /// - Parameters:
  ///   - root: an absolute path.
  ///   - scope: what the repository says of folders to leave out.
  init(root: String, scope: Scope = Scope(), workers: Int) throws(PlatformError) {
    var level = [Pending(path: "", ignoreFile: try GitFolder.ignoreFile(above: root))]
    while !level.isEmpty {
      // Threads cost more than a few folders do.
      let results = Threads.map(level.count, workers: level.count < 8 ? 1 : workers) { [level] in Self.look(at: level[$0], root, scope) }
      level = []
      for result in results {
        let found = try result.get()
        level += found.inner
        folders.append(found.contents)
        packageLinks += found.links
        ignoredFolders += found.ignored
        if let manifest = found.manifest { manifests.append(manifest) }
        if let pins = found.pins { self.pins.append(pins) }
      }
    }
    manifests.sort { PathText.precedes(PathText.parent($0), PathText.parent($1)) }
    ignoredFolders.sort(by: PathText.precedes)
  }

  private struct Pending: Sendable {
    let path: String
    let ignoreFile: IgnoreFile?
  }

  private struct Found: Sendable {
    let contents: FolderContents
    var manifest: String?
    var pins: String?
    var inner: [Pending] = []
    var links: [String] = []
    var ignored: [String] = []
  }

  private static func look(at folder: Pending, _ root: String, _ scope: Scope) -> Result<Found, PlatformError> {
    Result { () throws(PlatformError) in
      let contents = try FolderContents(listing: folder.path, below: root)
      var found = Found(contents: contents)
      // SwiftPM keeps what it fetches in a folder with this file in it, wherever `--scratch-path` puts it.
      if contents.files.contains(prunedMarker), !folder.path.isEmpty { return Found(contents: contents) }
      let isScratch = contents.files.contains("workspace-state.json")
      let absolute = PathText.join(root, folder.path)
      var ignoreFile = folder.ignoreFile
      if contents.files.contains(".gitignore") {
        ignoreFile = IgnoreFile(try File.read("\(absolute)/.gitignore"), base: absolute, parent: ignoreFile)
      }
      func isIgnored(_ name: String, isFolder: Bool) -> Bool {
        ignoreFile?.ignores(Array("\(absolute)/\(name)".utf8), isFolder: isFolder) ?? false
      }
      if contents.files.contains("Package.swift") || contents.links.contains("Package.swift"), !isIgnored("Package.swift", isFolder: false) {
        found.manifest = PathText.join(folder.path, "Package.swift")
      }
      // One that git ignores is on this machine alone.
      if contents.files.contains(PackagePins.fileName), !isIgnored(PackagePins.fileName, isFolder: false) {
        found.pins = PathText.join(folder.path, PackagePins.fileName)
      }
      for name in contents.folders {
        if name.utf8.first == UInt8(ascii: ".") || excludedNames.contains(name) { continue }
        if name == "Checkouts" && PathText.name(folder.path) == "Carthage" { continue }
        if isScratch && fetchedNames.contains(name) { continue }
        if isIgnored(name, isFolder: true) { continue }
        let path = PathText.join(folder.path, name)
        if scope.ignores(path) { found.ignored.append(path) } else { found.inner.append(Pending(path: path, ignoreFile: ignoreFile)) }
      }
      for name in contents.links where name.utf8.first != UInt8(ascii: ".") && !excludedNames.contains(name) {
        // To git a link is a file.
        if isIgnored(name, isFolder: false) { continue }
        if scope.ignores(PathText.join(folder.path, name)) {
          found.ignored.append(PathText.join(folder.path, name))
          continue
        }
        if try holdsPackages("\(absolute)/\(name)") { found.links.append(PathText.join(folder.path, name)) }
      }
      return found
    }
  }

  /// Whether a package is in the folder that a link leads to, or in one of its folders.
  private static func holdsPackages(_ link: String) throws(PlatformError) -> Bool {
    guard try File.status(link)?.kind == .folder else { return false }
    if try File.status("\(link)/Package.swift") != nil { return true }
    for entry in try Folder.entries(link) where entry.kind == .folder || entry.kind == .link {
      if try File.status("\(link)/\(entry.name)/Package.swift") != nil { return true }
    }
    return false
  }
}
