import Platform

/// A walk through every folder of a repository that is not hidden, ignored by git, or a tool's scratch space. Links are recorded, never
/// followed, so that the walk ends.
struct RepositoryWalk {
  /// The folders, level by level.
  private(set) var folders: [FolderContents] = []
  /// Paths of the manifests, relative to the root, in order of `folders`.
  private(set) var manifests: [String] = []
  /// Swift files that could be a target's: manifests and written probes are left out.
  private(set) var swiftFileCount = 0
  /// Links to folders that are a package, or hold packages, in order of `folders`.
  private(set) var packageLinks: [String] = []

  /// The names of folders whose contents tools make or fetch.
  private static let excludedNames: Set<String> = ["DerivedData", "node_modules"]
  /// The names of folders in SwiftPM's scratch folder with fetched contents.
  private static let fetchedNames: Set<String> = ["artifacts", "checkouts", "registry", "repositories"]

  /// The name of the file that marks a folder as a pruned part of a repository, which is no part of it.
  static let prunedMarker = "bulkhead-prune.json"

  /// - Parameter root: an absolute path.
  init(root: String, workers: Int) throws(PlatformError) {
    var level = [Pending(path: "", ignoreFile: try GitFolder.ignoreFile(above: root))]
    while !level.isEmpty {
      // Threads cost more than a few folders do.
      let results = Threads.map(level.count, workers: level.count < 8 ? 1 : workers) { [level] in Self.look(at: level[$0], root) }
      level = []
      for result in results {
        let found = try result.get()
        level += found.inner
        folders.append(found.contents)
        packageLinks += found.links
        if PathText.name(found.contents.path) != "ArchProbes" { swiftFileCount += found.contents.swiftFileCount }
        if let manifest = found.manifest {
          manifests.append(manifest)
          swiftFileCount -= found.contents.files.count(where: { $0 == "Package.swift" || $0.hasPrefix("Package@swift-") })
        }
      }
    }
    manifests.sort { PathText.precedes(PathText.parent($0), PathText.parent($1)) }
  }

  private struct Pending: Sendable {
    let path: String
    let ignoreFile: IgnoreFile?
  }

  private struct Found: Sendable {
    let contents: FolderContents
    var manifest: String?
    var inner: [Pending] = []
    var links: [String] = []
  }

  private static func look(at folder: Pending, _ root: String) -> Result<Found, PlatformError> {
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
      for name in contents.folders {
        if name.utf8.first == UInt8(ascii: ".") || excludedNames.contains(name) { continue }
        if name == "Checkouts" && PathText.name(folder.path) == "Carthage" { continue }
        if isScratch && fetchedNames.contains(name) { continue }
        if isIgnored(name, isFolder: true) { continue }
        found.inner.append(Pending(path: PathText.join(folder.path, name), ignoreFile: ignoreFile))
      }
      for name in contents.links where name.utf8.first != UInt8(ascii: ".") && !excludedNames.contains(name) {
        // To git a link is a file.
        if isIgnored(name, isFolder: false) { continue }
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
