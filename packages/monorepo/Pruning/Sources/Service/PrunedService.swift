import PackageGraph

/// The service that is built from the pruned tree: one executable product of one package.
public struct PrunedService: Sendable, Equatable {
  /// The product's name, for `swift build --product`.
  public let product: String
  /// The package's index in `ModuleGraph.packages`.
  public let package: Int
  /// The product's targets; the executable one is among them.
  public let targets: [ModuleID]
  /// The folder that contains everything of the service, relative to the root: `services/api`.
  public let folder: String

  /// The folder and the product, which no other service has together: `services/api:api`.
  public var qualifiedName: String { "\(folder):\(product)" }
}

extension PrunedService {
  /// Returns every executable product of the repository, those included that SwiftPM makes of executable targets in no product.
  static func all(in repository: Repository) -> [PrunedService] {
    let graph = repository.graph
    var services: [PrunedService] = []
    for (package, manifest) in repository.manifests.enumerated() where !graph.packages[package].isExternal {
      let modules = graph.modules.indices.filter { graph.modules[$0].origin == .repository && graph.modules[$0].package == package }
      var unclaimed = modules.filter { graph.modules[$0].kind == .executable }
      for product in manifest.manifest.products where product.kind == .executable {
        let targets = modules.filter { product.targets.contains(graph.modules[$0].target ?? "") }
        unclaimed.removeAll { targets.contains($0) }
        services.append(PrunedService(product: product.name, package: package, targets: targets, folder: folder(of: targets, package, graph)))
      }
      for target in unclaimed {
        services.append(
          PrunedService(
            product: graph.modules[target].target ?? "", package: package, targets: [target], folder: folder(of: [target], package, graph)))
      }
    }
    return services
  }

  /// Returns the folder of the package that the service is, or else the folder that contains its `Sources`.
  private static func folder(of targets: [ModuleID], _ package: Int, _ graph: ModuleGraph) -> String {
    guard let target = targets.first(where: { graph.modules[$0].kind == .executable }) ?? targets.first else {
      return graph.packages[package].folder
    }
    return graph.serviceFolder(of: target)
  }
}
