import Platform

/// A target of a package that was read, with the module it makes.
struct FoundTarget: Sendable {
  /// The index of its package in the list.
  let package: Int
  let name: String
  var moduleName: String
  /// The further modules of a C target or a system library, by its module map.
  var otherModuleNames: [String] = []
  var kind: TargetKind
  /// The folder relative to the root.
  var folder: String
  /// The index in the manifest's targets; `nil` for the only target of a package that is just a module map.
  let index: Int?
  /// Whether it is folders of sources that no package has.
  var isFolders = false

  /// The names by which imports can name the target.
  var moduleNames: [String] { [moduleName] + otherModuleNames }

  /// Returns the targets that a package's manifest declares, in order of names; their folders are not known yet.
  static func targets(of package: FoundPackage, at index: Int, tree: inout FolderTree) throws(RepositoryError) -> [FoundTarget] {
    // A package with a module map beside its manifest is a system library; SwiftPM looks at nothing else in it.
    if try tree.contents(package.folder)?.files.contains("module.modulemap") == true {
      let name = package.manifest.name
      return [FoundTarget(package: index, name: name, moduleName: ModuleName.mangled(name), kind: .system, folder: package.folder, index: nil)]
    }
    let targets = package.manifest.targets.enumerated().map { place, target in
      FoundTarget(
        package: index, name: target.name, moduleName: ModuleName.mangled(target.name), kind: target.kind, folder: package.folder, index: place)
    }
    return targets.sorted { $0.name.precedesInBytes($1.name) }
  }
}
