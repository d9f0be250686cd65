import Platform

/// The targets of all packages, with the files of the repository's own.
struct TargetTable {
  /// The targets: the repository's in order of package and name, then those of other packages likewise.
  private(set) var targets: [FoundTarget] = []
  /// The number of the repository's targets.
  private(set) var repositoryCount = 0
  /// The files and source rules of each target of the repository.
  private(set) var files: [TargetFiles] = []
  private(set) var areas: [TargetArea] = []
  /// The Swift files that no target and no folder module has, by the folders of the walk.
  private(set) var unowned: [String] = []
  private var owners = SourceOwners()
  private(set) var notices: [Notice] = []

  /// - Parameters:
  ///   - packages: the repository's first.
  ///   - folderModules: what the repository has beside packages.
  ///   - walk: the folders in which those are looked for.
  ///   - manifests: the paths of the repository's manifests.
  init(
    packages: [FoundPackage], folderModules: [FolderModule] = [], walk: [FolderContents] = [], manifests: Set<String> = [], tree: inout FolderTree
  ) throws(RepositoryError) {
    for (index, package) in packages.enumerated() where !package.isExternal {
      try add(try FoundTarget.targets(of: package, at: index, tree: &tree), of: package, &tree)
    }
    for id in 0..<repositoryCount { try owners.add(files[id], of: id, tree: &tree) }
    for module in folderModules { try add(module, walk, manifests, package: packages.count, &tree) }
    for (index, package) in packages.enumerated() where package.isExternal {
      targets += try FoundTarget.targets(of: package, at: index, tree: &tree)
    }
    unowned = walk.flatMap { folder in
      owners.unowned(in: folder, manifests: manifests).map { PathText.join(folder.path, folder.files[$0]) }
    }
    notices += owners.notices(targets)
    for id in 0..<repositoryCount {
      for link in files[id].links { noteIfForeign(link, of: id) }
      for link in files[id].brokenLinks { note(broken: link, of: id) }
    }
  }

  /// The manifests, read or not, that a target of a package above their own compiles.
  func compiledManifests(of packages: [FoundPackage], and unreadable: [Notice]) -> Set<String> {
    let nested = Set(packages.filter { !$0.isExternal }.map(\.manifestPath) + unreadable.map(\.path)).filter { $0.contains("/") }
    var compiled: Set<String> = []
    for (id, files) in files.enumerated() where !nested.isEmpty && !targets[id].isFolders {
      let package = packages[targets[id].package].folder
      for path in files.swiftFiles where path.hasSuffix("/Package.swift") && nested.contains(path) {
        let folder = PathText.parent(path)
        if folder != package, PathText.contains(package, folder) { compiled.insert(path) }
      }
    }
    return compiled
  }

  private mutating func add(_ found: [FoundTarget], of package: FoundPackage, _ tree: inout FolderTree) throws(RepositoryError) {
    let layout = try TargetLayout(package: package.folder, manifest: package.manifest, tree: &tree)
    for target in found {
      var target = target
      let declared = target.index.map { package.manifest.targets[$0] } ?? Manifest.Target(name: target.name, kind: .system)
      if let flag = HiddenImports.firstFlag(in: declared.unsafeSwiftFlags) { note(hiddenBy: flag, target, package) }
      var isThere = true
      if target.index != nil && !(target.kind == .binary && declared.path == nil) {
        (target.folder, isThere) = try layout.folder(of: declared, in: &tree)
        // Of several spellings of a name that Unicode holds for one, only the disk's own opens the folder everywhere.
        if let contents = try tree.contents(target.folder) { target.folder = contents.path }
      }
      let rules = SourceRules(declared, in: target.folder, package: package.folder, toolsVersion: package.manifest.toolsVersion)
      var files = TargetFiles()
      if target.kind != .binary && target.kind != .system {
        files = try TargetFiles(in: target.folder, rules: rules, tree: &tree)
        if isThere, !tree.walked.contains(target.folder) {
          let place = try tree.canonical(target.folder)
          if place != target.folder { files.links.append(TargetFiles.Link(path: target.folder, destination: place)) }
        }
        if files.isEmpty && declared.resources.isEmpty { note(empty: target, isThere: isThere, package) }
      }
      // Before executables had a declaration of their own, a `main` file made one.
      if target.kind == .library, files.hasMainFile { target.kind = .executable }
      if target.kind == .system || (files.swiftFiles.isEmpty && !files.isEmpty) { try nameAsMapped(&target, declared, files, &tree) }
      targets.append(target)
      self.files.append(files)
      areas.append(.folder(target.folder, rules: rules, links: files.links))
      repositoryCount += 1
    }
  }

  /// Adds a folder module, as a target of a package that is behind all others and has no manifest.
  private mutating func add(
    _ module: FolderModule, _ walk: [FolderContents], _ manifests: Set<String>, package: Int, _ tree: inout FolderTree
  ) throws(RepositoryError) {
    var files = TargetFiles()
    for folder in walk {
      let indices = owners.unowned(in: folder, manifests: manifests).filter { module.owns(PathText.join(folder.path, folder.files[$0])) }
      if indices.isEmpty { continue }
      files.swiftFiles += indices.map { PathText.join(folder.path, folder.files[$0]) }
      files.walked.append((folder.path, indices))
    }
    var target = FoundTarget(
      package: package, name: module.name, moduleName: module.name, kind: .library, folder: module.folder, index: nil)
    target.isFolders = true
    try owners.add(files, of: repositoryCount, tree: &tree)
    targets.append(target)
    self.files.append(files)
    areas.append(.claimed(module.owns))
    repositoryCount += 1
  }

  private mutating func note(empty target: FoundTarget, isThere: Bool, _ package: FoundPackage) {
    let what = isThere ? "there are no sources in \(target.folder)" : "there is no folder \(target.folder)"
    notices.append(
      Notice(
        kind: .emptyTarget, path: package.manifestPath, position: target.index.flatMap { package.loaded.targetPositions[$0] },
        message: "The target \(target.name) is empty, \(what): add its sources, give it the right path, or remove it",
        target: repositoryCount))
  }

  private mutating func note(hiddenBy flag: String, _ target: FoundTarget, _ package: FoundPackage) {
    notices.append(
      Notice(
        kind: .hiddenImport, path: package.manifestPath, position: target.index.flatMap { package.loaded.targetPositions[$0] },
        message: "The compiler flag \(flag) lets \(target.name) use what none of its sources names: import it there instead",
        target: repositoryCount))
  }

  private mutating func noteIfForeign(_ link: TargetFiles.Link, of id: ModuleID) {
    guard !PathText.contains(targets[id].folder, link.destination) else { return }
    var message = "This link leads out of the repository, to \(link.destination)"
    if PathText.contains("", link.destination) {
      let owners = (0..<repositoryCount).filter { $0 != id && PathText.contains(targets[$0].folder, link.destination) }
      guard let owner = owners.max(by: { targets[$0].folder.utf8.count < targets[$1].folder.utf8.count }) else { return }
      message = "This link leads into the folder of \(targets[owner].name), to \(link.destination)"
    }
    notices.append(
      Notice(
        kind: .foreignSource, path: link.path,
        message: "\(message), so that \(targets[id].name) compiles what is not its own: move the sources, and depend on their target", target: id))
  }

  private mutating func note(broken link: String, of id: ModuleID) {
    notices.append(
      Notice(
        kind: .foreignSource, path: link,
        message: "This link leads nowhere, so that what \(targets[id].name) compiles in its place is not known: mend it, or remove it", target: id))
  }

  /// Gives a C target or a system library the names that its module maps have.
  ///
  /// The map beside the public headers, or a system library's own, takes the place of the one that SwiftPM makes by the target's name, and so
  /// decides. Clang may find any other in the folder as well, so that imports by their names mean the target, too.
  private func nameAsMapped(
    _ target: inout FoundTarget, _ declared: Manifest.Target, _ files: TargetFiles, _ tree: inout FolderTree
  ) throws(RepositoryError) {
    let headers = PathText.resolve(declared.publicHeadersPath ?? "include", from: target.folder)
    let place = target.kind == .system ? target.folder : headers
    var names: [String] = []
    if try tree.contents(place)?.files.contains(ModuleMap.fileName) == true {
      names = try moduleNames(PathText.join(place, ModuleMap.fileName), tree)
      if let first = names.first, !names.contains(target.moduleName) { target.moduleName = first }
    }
    for map in files.moduleMaps.sorted() { names += try moduleNames(map, tree) }
    for name in names where !target.moduleNames.contains(name) { target.otherModuleNames.append(name) }
  }

  private func moduleNames(_ map: String, _ tree: FolderTree) throws(RepositoryError) -> [String] {
    ModuleMap.moduleNames(try reading { () throws(PlatformError) in try File.read(tree.absolute(map)) })
  }
}
