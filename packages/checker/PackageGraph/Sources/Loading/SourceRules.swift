import Platform

/// SwiftPM's rules for the sources in a target's folder.
struct SourceRules: Sendable {
  private let package: String
  private let excluded: Set<String>
  private let resources: Set<String>
  private let declared: Set<String>?
  private let toolsVersion: ToolsVersion

  /// - Parameters:
  ///   - folder: the target's, relative to the root.
  ///   - package: its package's.
  init(_ target: Manifest.Target, in folder: String, package: String, toolsVersion: ToolsVersion) {
    func resolved(_ paths: [String]) -> Set<String> { Set(paths.map { PathText.resolve($0, from: folder) }) }
    self.package = package
    self.toolsVersion = toolsVersion
    excluded = resolved(target.exclude)
    resources = resolved(target.resources)
    declared = target.sources.map(resolved)
  }

  /// Returns whether SwiftPM enters a folder: not if it is hidden, excluded, a resource or a document.
  func entersFolder(_ path: String, name: String) -> Bool {
    if isLeftOut(path, name: name) || resources.contains(path) { return false }
    guard let fileExtension = PathText.fileExtension(name) else { return true }
    if Self.neverSources.contains(fileExtension) { return false }
    if fileExtension == "lproj" { return toolsVersion >= ToolsVersion(5, 3) }
    if declared?.contains(path) == true || toolsVersion < ToolsVersion(5, 3) { return true }
    // Up to 5.5 every folder with a dot in its name was a document.
    return toolsVersion >= ToolsVersion(5, 6) && !Self.documents.contains(fileExtension)
  }

  /// Returns whether a file in such a folder is a source or a header.
  func takesFile(_ path: String, name: String) -> Bool {
    if isLeftOut(path, name: name) || resources.contains(path) || isManifest(path, name: name) { return false }
    guard let declared else { return true }
    var path = path
    while !declared.contains(path) {
      if path.isEmpty { return false }
      path = PathText.parent(path)
    }
    return true
  }

  func isLeftOut(_ path: String, name: String) -> Bool {
    name.utf8.first == UInt8(ascii: ".") || (!excluded.isEmpty && excluded.contains(path))
  }

  private func isManifest(_ path: String, name: String) -> Bool {
    guard name.hasPrefix("Package"), PathText.parent(path) == package else { return false }
    return name == "Package.swift" || name.hasPrefix("Package@")
  }

  private static let neverSources: Set<String> = ["xcodeproj", "playground", "xcworkspace"]

  private static let documents: Set<String> = [
    "nib", "xib", "storyboard", "xcassets", "xcstrings", "xcdatamodeld", "xcdatamodel", "xcmappingmodel", "metal", "docc", "xcprivacy",
  ]
}
