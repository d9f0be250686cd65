import JSON
import Platform
import SwiftImports

extension RepositoryLoader {
  /// What the packages that are fetched on this machine say of their modules.
  public struct FetchedModules: Sendable {
    /// The module list of the packages at hand.
    public var list: ModuleList
    /// The packages that targets of the repository depend on and that are not at hand, by identity, with the folders of the packages that need
    /// them.
    public var missing: [String: [String]]
  }

  /// Reads the manifests of the packages that SwiftPM or Xcode have fetched for the repository.
  ///
  /// - Parameter scratchFolders: The folders in which they keep these, relative to the root or absolute, besides `.build` and
  ///   `SourcePackages`.
  public func fetchedModules(scratchFolders: [String] = []) throws(RepositoryError) -> FetchedModules {
    let root = try reading { () throws(PlatformError) in try File.realPath(self.root) }
    let walk = try reading { () throws(PlatformError) in try RepositoryWalk(root: root, scope: options.scope, workers: options.workers) }
    if walk.manifests.isEmpty { throw Self.nothingFound(in: root) }
    var tree = FolderTree(root: root, walk: walk)
    options.progress?("reading manifests of fetched packages")
    let loader = ManifestLoader(environment: options.environment, cacheFile: options.cacheFile, swift: options.swift)
    let folders = scratchFolders.map { PathText.relative(PathText.resolve($0, from: root), to: root) }
    let found = try PackageFinder.packages(manifests: walk.manifests, scratchFolders: folders, tree: tree) {
      loader.load($0, workers: options.workers)
    }
    let table = try Self.table(found, options.scope, walk, &tree)
    var resolver = DependencyResolver(packages: found.packages + [.ofFolders], targets: table.targets)
    let dependencies = table.targets.indices.map { resolver.dependencies(of: $0).flatMap(\.modules) }
    let builder = ModuleListBuilder(packages: found.packages, targets: table.targets, dependencies: dependencies)
    let missing = resolver.fetchedPackages.mapValues { needing in
      needing.sorted().map { found.packages[$0].folder.isEmpty ? "." : found.packages[$0].folder }
    }
    return FetchedModules(list: try builder.list(&tree), missing: missing)
  }

  /// Returns the module list that the options name; `nil` where there is none.
  func moduleList(in root: String) throws(RepositoryError) -> ModuleList? {
    switch options.modules {
    case .list(let list): return list
    case .file(let path):
      let place = PathText.resolve(path, from: root)
      guard try reading({ () throws(PlatformError) in try File.status(place) }) != nil else { return nil }
      let bytes: [UInt8]
      do throws(RegularFileError) {
        bytes = try File.readRegular(place, upTo: 16 << 20)
      } catch {
        throw RepositoryError(path: path, message: "\(error)")
      }
      do throws(JSONError) {
        return try ModuleList(parsing: bytes)
      } catch {
        throw RepositoryError(
          path: path, position: SourcePosition(line: error.position.line, column: error.position.column),
          message: "\(error.message); make the file anew with bulkhead init --modules --write")
      }
    }
  }

  static func pins(_ walk: RepositoryWalk, in root: String) throws(RepositoryError) -> Set<String> {
    var pins: Set<String> = []
    for path in walk.pins {
      pins.formUnion(PackagePins.identities(in: try reading { () throws(PlatformError) in try File.read(PathText.resolve(path, from: root)) }))
    }
    return pins
  }
}
