/// A package whose manifest was read.
struct FoundPackage: Sendable {
  /// Relative to the root, with `..` in front where it is outside; empty for the root itself.
  let folder: String
  let isExternal: Bool
  let loaded: LoadedManifest
  /// By dependency of the manifest: where it leads.
  var links: [PackageLink] = []
  /// By dependency of the manifest: what SwiftPM tells packages apart by.
  let identities: [String]

  /// - Parameter absoluteFolder: the folder as an absolute path.
  init(folder: String, absoluteFolder: String, isExternal: Bool, loaded: LoadedManifest) {
    self.folder = folder
    self.isExternal = isExternal
    self.loaded = loaded
    identities = loaded.manifest.dependencies.map { $0.identity(from: absoluteFolder) }
  }

  var manifest: Manifest { loaded.manifest }
  var manifestPath: String { PathText.join(folder, "Package.swift") }
}

/// Where a dependency on a package leads.
enum PackageLink: Sendable, Equatable {
  /// Index in the list of packages.
  case package(Int)
  /// Not at hand; `why` tells more than that it was not fetched.
  case missing(why: String?)
}

/// What SwiftPM tells packages apart by: the last part of a folder's path or of a URL, in lower case, without `.git`.
func packageIdentity(_ location: String) -> String {
  guard let last = location.utf8.split(whereSeparator: { $0 == slash || $0 == UInt8(ascii: ":") }).last else { return "" }
  var name = Substring(last)
  if name.hasSuffix(".git") { name.removeLast(4) }
  return name.lowercased()
}

extension Manifest.Dependency {
  /// - Parameter folder: the absolute path of the package that depends.
  fileprivate func identity(from folder: String) -> String {
    switch location {
    case .path(let path): packageIdentity(PathText.resolve(path, from: folder))
    case .url(let url): packageIdentity(url)
    case .registry(let name): name.lowercased()
    }
  }
}
