import Platform

/// The folders in which SwiftPM looks for the targets of one package.
struct TargetLayout {
  private let package: String
  private let manifest: Manifest
  private var sourceFolder = "Sources"
  private var testFolder = "Tests"

  /// - Parameter package: the package's folder, relative to the root.
  init(package: String, manifest: Manifest, tree: inout FolderTree) throws(RepositoryError) {
    self.package = package
    self.manifest = manifest
    for name in ["srcs", "src", "Source", "Sources"] where try tree.isFolder(PathText.join(package, name)) {
      sourceFolder = name
      testFolder = name
    }
    if try tree.isFolder(PathText.join(package, "Tests")) { testFolder = "Tests" }
  }

  /// Returns a target's folder, and whether it exists.
  func folder(of target: Manifest.Target, in tree: inout FolderTree) throws(RepositoryError) -> (path: String, isThere: Bool) {
    if let path = target.path {
      let folder = PathText.resolve(path, from: package)
      return (folder, try tree.isFolder(folder))
    }
    let parent = PathText.join(package, defaultFolder(of: target.kind))
    let folder = PathText.join(parent, target.name)
    if try tree.isFolder(folder) { return (folder, true) }
    if manifest.toolsVersion >= ToolsVersion(5, 9), isAloneInItsFolder(target), try tree.isFolder(parent) { return (parent, true) }
    return (folder, false)
  }

  /// Whether the package has one target of this kind, which may then fill the default folder by itself.
  private func isAloneInItsFolder(_ target: Manifest.Target) -> Bool {
    func group(_ kind: TargetKind) -> TargetKind { kind == .test || kind == .plugin ? kind : .library }
    return manifest.targets.count { group($0.kind) == group(target.kind) } == 1
  }

  private func defaultFolder(of kind: TargetKind) -> String {
    switch kind {
    case .test: testFolder
    case .plugin: "Plugins"
    case .library, .executable, .macro, .system, .binary: sourceFolder
    }
  }
}
