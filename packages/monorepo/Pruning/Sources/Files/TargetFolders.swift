import PackageGraph
import Platform

/// The folders of targets' files.
struct TargetFolders {
  let repository: Repository
  private var graph: ModuleGraph { repository.graph }

  /// Returns a folder relative to the root, where the empty path is the root itself.
  static func path(_ folder: String) -> String { folder == "." ? "" : folder }

  /// Returns the files or folders of a target, and its rules about them.
  func sources(of id: ModuleID) -> (paths: [String], rules: FileCollector.Rules) {
    let module = graph.modules[id]
    guard let package = module.package else { return ([], FileCollector.Rules()) }
    let packageFolder = Self.path(graph.packages[package].folder)
    let folder = Self.path(module.folder ?? ".")
    guard let target = repository.manifests[package].manifest.targets.first(where: { $0.name == module.target }) else {
      // A package that is a module map: the headers are wherever it says.
      return ([folder], FileCollector.Rules())
    }
    if target.kind == .binary {
      // One that is fetched has no path.
      let paths = target.path.map { [PathText.resolve($0, from: packageFolder)] } ?? []
      return (paths, FileCollector.Rules(whole: Set(paths)))
    }
    func resolved(_ paths: [String]) -> Set<String> { Set(paths.map { PathText.resolve($0, from: folder) }) }
    return ([folder], FileCollector.Rules(whole: resolved(target.resources), excluded: resolved(target.exclude)))
  }

  /// Returns the folders outside a target's own in which it looks for headers; those outside the repository are the system's.
  func headerFolders(of id: ModuleID) -> [String] {
    let module = graph.modules[id]
    guard let package = module.package,
      let target = repository.manifests[package].manifest.targets.first(where: { $0.name == module.target })
    else { return [] }
    let folder = Self.path(module.folder ?? ".")
    return target.headerSearchPaths.map { PathText.resolve($0, from: folder) }.filter { !PathText.contains(folder, $0) && PathText.contains("", $0) }
  }

  /// Returns the folders of targets that are not needed, and of packages of which no target is, without those that contain a needed one.
  func foreign(to closure: ServiceClosure) -> Set<String> {
    let needed = closure.targets
    let own = needed.flatMap { sources(of: $0).paths }
    var others = graph.modules.indices.filter { graph.modules[$0].origin == .repository && !needed.contains($0) }
      .map { Self.path(graph.modules[$0].folder ?? ".") }
    others += graph.packages.indices.filter { !graph.packages[$0].isExternal && closure.parts[$0] == nil }
      .map { Self.path(graph.packages[$0].folder) }
    return Set(others.filter { other in !own.contains { PathText.contains(other, $0) } })
  }
}
