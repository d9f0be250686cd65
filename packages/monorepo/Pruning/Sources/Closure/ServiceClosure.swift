import PackageGraph
import Platform

/// The targets and packages that a service is built from, by what the manifests declare.
struct ServiceClosure {
  /// The part of one package that is needed.
  struct Part {
    var targets: Set<ModuleID> = []
    /// The indexes of the needed packages in the manifest's list of dependencies.
    var dependencies: Set<Int> = []
  }

  let graph: ModuleGraph
  /// The needed part of each package, by its index in `ModuleGraph.packages`.
  private(set) var parts: [Int: Part] = [:]
  var targets: Set<ModuleID> { Set(parts.values.flatMap(\.targets)) }

  private let manifests: [LoadedManifest]
  /// The packages that dependencies by path reach from the service's own. One that is in the repository but named by a URL is fetched
  /// instead.
  private let near: Set<Int>

  /// Finds the closure of a service.
  ///
  /// - Parameter tests: Whether the tests of the service's own targets are needed, too.
  init(of service: PrunedService, in repository: Repository, tests: Bool) throws(PruneError) {
    graph = repository.graph
    manifests = repository.manifests
    near = Self.near(service.package, repository)
    parts[service.package] = Part()
    try add(service.targets)
    guard tests else { return }
    try add(
      graph.modules.indices.filter { id in
        let module = graph.modules[id]
        return module.isTest && module.origin == .repository && near.contains(module.package ?? -1)
          && module.dependencies.contains { $0.modules.contains { service.targets.contains($0) } }
      })
  }

  private static func near(_ package: Int, _ repository: Repository) -> Set<Int> {
    var near: Set<Int> = [package]
    var pending = [package]
    while let next = pending.popLast() {
      for (dependency, link) in zip(repository.manifests[next].manifest.dependencies, repository.graph.packages[next].dependencies) {
        if case .path = dependency.location, let link, near.insert(link).inserted { pending.append(link) }
      }
    }
    return near
  }

  private mutating func add(_ targets: [ModuleID]) throws(PruneError) {
    var pending = targets
    while let id = pending.popLast() {
      let module = graph.modules[id]
      guard let package = module.package, parts[package, default: Part()].targets.insert(id).inserted else { continue }
      for place in module.neededPackages { try add(dependency: place, of: package, for: module) }
      let needed = module.dependencies.flatMap(\.modules) + module.plugins
      pending += needed.filter { graph.modules[$0].origin == .repository && near.contains(graph.modules[$0].package ?? -1) }
    }
  }

  private mutating func add(dependency place: Int, of package: Int, for module: Module) throws(PruneError) {
    parts[package]!.dependencies.insert(place)
    guard case .path(let path) = manifests[package].manifest.dependencies[place].location else { return }
    let folder = graph.packages[package].folder
    let manifest = graph.packages[package].manifest
    let written = PathText.resolve(path, from: folder == "." ? "" : folder)
    guard let link = graph.packages[package].dependencies[place] else {
      throw PruneError(
        "\(module.name) needs the package at \(path), where there is none that can be read: correct the path, or put the package there",
        path: manifest)
    }
    if graph.packages[link].isExternal {
      throw PruneError(
        "\(module.name) needs the package at \(path), which is outside the repository, so that no part of the repository builds without it: "
          + "move the package into the repository, or depend on it by URL",
        path: manifest)
    }
    let place = graph.packages[link].folder
    if (written.isEmpty ? "." : written) != place {
      throw PruneError(
        "\(module.name) needs the package at \(path), which is a link to \(place): depend on \(place) itself, since what is pruned has no links",
        path: manifest)
    }
    if parts[link] == nil { parts[link] = Part() }
  }
}
