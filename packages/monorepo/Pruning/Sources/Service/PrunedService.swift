import PackageGraph

/// What is built from the pruned tree: one executable product of one package.
public struct PrunedService: Sendable, Equatable {
  /// What `swift build --product` calls it.
  public let product: String
  /// Index in `ModuleGraph.packages`.
  public let package: Int
  /// The product's targets; the executable one is among them.
  public let targets: [ModuleID]
  /// The folder that holds all that is the service's, relative to the root: `services/api`.
  public let folder: String

  /// `services/api:api`: the folder and the product, which no other service has together.
  public var qualifiedName: String { "\(folder):\(product)" }
}

extension PrunedService {
  /// Every executable product of the repository, those among them that SwiftPM makes of executable targets in no product.
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

  /// The package that the service is, or else the folder that holds its `Sources`.
  private static func folder(of targets: [ModuleID], _ package: Int, _ graph: ModuleGraph) -> String {
    guard let target = targets.first(where: { graph.modules[$0].kind == .executable }) ?? targets.first else {
      return graph.packages[package].folder
    }
    return graph.serviceFolder(of: target)
  }
}
