import Platform

/// A package whose manifest was read.
struct FoundPackage: Sendable {
  /// The folder relative to the root, with `..` in front where it is outside; empty for the root itself.
  let folder: String
  let isExternal: Bool
  let loaded: LoadedManifest
  /// The target of each dependency in the manifest.
  var links: [PackageLink] = []
  /// The identity of each dependency in the manifest, by which SwiftPM tells packages apart.
  let identities: [String]

  /// - Parameter absoluteFolder: the folder as an absolute path.
  init(folder: String, absoluteFolder: String, isExternal: Bool, loaded: LoadedManifest) {
    self.folder = folder
    self.isExternal = isExternal
    self.loaded = loaded
    identities = loaded.manifest.dependencies.map { $0.identity(from: absoluteFolder) }
  }

  /// The place of modules that no package has.
  static let ofFolders = FoundPackage(
    folder: "", absoluteFolder: "/", isExternal: false, loaded: LoadedManifest(Manifest(name: "", toolsVersion: ToolsVersion(6, 0)), reader: .static))

  var manifest: Manifest { loaded.manifest }
  var manifestPath: String { PathText.join(folder, "Package.swift") }
}

/// The target of a dependency on a package.
enum PackageLink: Sendable, Equatable {
  /// The package of that index in the list.
  case package(Int)
  /// A package that is not available here; `why` is a reason beyond that it was not fetched.
  case missing(why: String?)
}

/// Returns the identity of a package, by which SwiftPM tells packages apart: the last part of a folder's path or of a URL, in lower case,
/// without `.git`.
func packageIdentity(_ location: String) -> String {
  guard let last = location.utf8.split(whereSeparator: { $0 == slash || $0 == UInt8(ascii: ":") }).last else { return "" }
  var name = Substring(last)
  if name.hasSuffix(".git") { name.removeLast(4) }
  return name.lowercased()
}

extension Manifest.Dependency {
  /// - Parameter folder: the absolute path of the package that depends.
  func identity(from folder: String) -> String {
    switch location {
    case .path(let path): packageIdentity(PathText.resolve(path, from: folder))
    case .url(let url): packageIdentity(url)
    case .registry(let name): name.lowercased()
    }
  }
}
