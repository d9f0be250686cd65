import Platform

/// A target of a package that was read, with the module it makes.
struct FoundTarget: Sendable {
  /// Index in the list of packages.
  let package: Int
  let name: String
  var moduleName: String
  /// Further modules of a C target or a system library, which has those that its module map names.
  var otherModuleNames: [String] = []
  var kind: TargetKind
  /// Relative to the root.
  var folder: String
  /// Index in the manifest's targets; `nil` for the one target of a package that is no more than a module map.
  let index: Int?

  /// Every name that an import can mean the target by.
  var moduleNames: [String] { [moduleName] + otherModuleNames }

  /// What a package's manifest declares, in order of names; where the folders are is not known yet.
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
