import SwiftImports

/// The builder of a module graph from what was found, read and scanned.
///
/// While it is built, modules are numbered as they appear: targets, and behind them modules that no manifest at hand declares. At the end,
/// those from outside the repository that nothing names are left out, and the others put in order.
struct GraphBuilder: Sendable {
  /// Those found, and behind them one without a manifest that has the folder modules.
  let packages: [FoundPackage]
  let targets: [FoundTarget]
  let repositoryCount: Int
  let dependencies: [[DeclaredDependency]]
  let needs: [TargetNeeds]
  private(set) var resolver: ImportResolver
  private(set) var fileCounts: [Int]
  private(set) var imports: [ImportEdge] = []
  private(set) var notices: [Notice]
  let ignoredFolders: [String]
  var unowned: [UnownedSources] = []
  private(set) var folderSources: [String] = []
  /// The targets whose sources hold nothing but re-exports.
  var umbrellas: Set<ModuleID> = []
  private(set) var statistics = Statistics()

  /// - Parameters:
  ///   - list: the module list, where the repository has one.
  ///   - listPath: its path, relative to the root.
  ///   - pins: identities of the packages that are fetched, as far as files say.
  ///   - isPlatform: whether the repository says of a module's name that the platform has it.
  init(
    packages: [FoundPackage], table: TargetTable, list: ModuleList? = nil, listPath: String = ModuleList.fileName, pins: Set<String> = [],
    isPlatform: @escaping @Sendable (String) -> Bool = { _ in false }, notices: [Notice] = [], ignoredFolders: [String] = []
  ) {
    let packages = packages + [.ofFolders]
    self.ignoredFolders = ignoredFolders
    self.packages = packages
    targets = table.targets
    repositoryCount = table.repositoryCount
    var dependencyResolver = DependencyResolver(packages: packages, targets: targets, list: list)
    var dependencies: [[DeclaredDependency]] = []
    for id in targets.indices { dependencies.append(dependencyResolver.dependencies(of: id)) }
    self.dependencies = dependencies
    var needs: [TargetNeeds] = []
    for id in targets.indices { needs.append(dependencyResolver.needs(of: id)) }
    self.needs = needs
    resolver = ImportResolver(
      packages: packages, targets: targets, outside: dependencyResolver.outside, dependencies: dependencies, isPlatform: isPlatform, pins: pins)
    fileCounts = Array(repeating: 0, count: targets.count)
    self.notices =
      notices + Self.returningPackages(packages) + table.notices + dependencyResolver.notices
      + Self.missingPackages(dependencyResolver, packages)
      + Self.staleModules(list, at: listPath, dependencyResolver, packages, pins)
  }

  /// Adds the imports of a target's file; files come in order of target and path.
  mutating func add(_ source: SourceImports, path: String, to module: ModuleID) {
    statistics.files += 1
    statistics.imports += source.imports.count
    fileCounts[module] += 1
    if targets[module].isFolders { folderSources.append(path) }
    let first = imports.count
    for found in source.imports {
      let mention = ModuleMention(
        module: found.module, condition: found.condition, isNeverBuilt: found.isNeverBuilt, position: found.position)
      add(mention, .import, path, module, isExported: found.isExported)
    }
    for found in source.canImports { add(found, .canImport, path, module) }
    for found in source.externalMacros { add(found, .externalMacro, path, module) }
    if !source.canImports.isEmpty || !source.externalMacros.isEmpty {
      imports[first...].sort { ($0.position.line, $0.position.column) < ($1.position.line, $1.position.column) }
    }
    if let marker = source.conflictMarkers.first {
      notices.append(
        Notice(
          kind: .conflictMarker, path: path, position: marker,
          message: "There is a conflict marker in this file, and the compiler skips what stands behind it: resolve the conflict", target: module))
    }
  }

  private mutating func add(
    _ mention: ModuleMention, _ kind: ImportEdge.Kind, _ path: String, _ module: ModuleID, isExported: Bool = false
  ) {
    let imported = resolver.module(named: mention.module, importedBy: module)
    if imported == module { return }
    imports.append(
      ImportEdge(
        from: module, to: imported, kind: kind, path: path, position: mention.position, condition: mention.condition,
        isNeverBuilt: mention.isNeverBuilt, isExported: isExported))
  }

  /// Returns a notice for the packages outside the repository that depend by path on one inside: their re-exports of it are not read.
  private static func returningPackages(_ packages: [FoundPackage]) -> [Notice] {
    var notices: [Notice] = []
    for package in packages where package.isExternal {
      for (dependency, link) in zip(package.manifest.dependencies, package.links) {
        guard case .path = dependency.location, case .package(let index) = link, !packages[index].isExternal else { continue }
        let folder = packages[index].folder.isEmpty ? "." : packages[index].folder
        notices.append(
          Notice(
            kind: .foreignSource, path: package.manifestPath,
            message: "This package is not a part of the repository, but depends on \(folder), which is; what it passes on from there to other "
              + "packages nobody checks: move it into the repository"))
      }
    }
    return notices
  }

  /// Returns one notice for all packages that are not where manifests say.
  private static func missingPackages(_ resolver: DependencyResolver, _ packages: [FoundPackage]) -> [Notice] {
    let missing = resolver.missingPackages
    guard let first = missing.values.flatMap(\.neededBy).min() else { return [] }
    let names = missing.keys.sorted().map { "\($0) (\(missing[$0]!.why))" }
    return [
      Notice(
        kind: .missingPackage, path: packages[first].manifestPath, position: resolver.firstNeed,
        message: "Which modules these packages have is not known, since they are not where manifests look for them: "
          + "\(names.joined(separator: ", ")). Put them there, or correct the paths")
    ]
  }

  /// Returns one notice for all that the module list lacks, and for the packages in it that nothing names any more.
  private static func staleModules(
    _ list: ModuleList?, at path: String, _ resolver: DependencyResolver, _ packages: [FoundPackage], _ pins: Set<String>
  ) -> [Notice] {
    guard let list else { return [] }
    let outside = resolver.outside
    let named = Set(packages.flatMap(\.identities)).union(pins)
    let needed = outside.fetchedModules(reachableFrom: named.sorted()).values.compactMap { outside[$0].identity }
    let superfluous = list.packages.subtracting(named).subtracting(needed).sorted()
    let unlisted = resolver.unlisted.sorted()
    if superfluous.isEmpty, unlisted.isEmpty { return [] }
    var faults: [String] = []
    if !unlisted.isEmpty { faults.append("it lacks \(unlisted.joined(separator: ", ")), which manifests name") }
    if !superfluous.isEmpty { faults.append("it has \(superfluous.joined(separator: ", ")), which nothing names any more") }
    return [
      Notice(
        kind: .staleModules, path: path,
        message: "The module list does not go with the manifests: \(faults.joined(separator: "; "))")
    ]
  }
}
