import JSON
import PackageGraph
import Platform

extension PrunedService {
  /// Returns the service that a name means: a product, a target or its module, the folder of the service or its last part, or folder and
  /// product with a colon between. A product's name takes precedence.
  public static func find(_ name: String, in repository: Repository) throws(PruneError) -> PrunedService {
    let graph = repository.graph
    let services = all(in: repository)
    let name = name.count > 1 && name.hasSuffix("/") ? String(name.dropLast()) : name
    let exact = services.filter { $0.product == name || $0.qualifiedName == name }
    let found = exact.isEmpty ? services.filter { $0.names(in: graph).contains(name) } : exact
    if found.count == 1 { return found[0] }
    if found.count > 1 {
      let choices = found.map(\.qualifiedName).sorted().joined(separator: ", ")
      throw PruneError("several services are called '\(name)': name one of \(choices)")
    }
    if let reason = notService(name, repository) { throw PruneError("\(reason); \(known(services))") }
    let names = services.flatMap { [$0.product] + $0.names(in: graph) }
    if let nearest = nearestName(to: name, in: names) { throw PruneError("there is no service '\(name)'; did you mean '\(nearest)'?") }
    throw PruneError("there is no service '\(name)'; \(known(services))")
  }

  private func names(in graph: ModuleGraph) -> [String] {
    let executables = targets.filter { graph.modules[$0].kind == .executable }
    return [folder, String(PathText.name(folder))] + executables.flatMap { [graph.modules[$0].target ?? "", graph.modules[$0].name] }
  }

  /// Returns what a name means that is no service, in words.
  private static func notService(_ name: String, _ repository: Repository) -> String? {
    let graph = repository.graph
    if let module = graph.modules.first(where: { $0.origin == .repository && ($0.name == name || $0.target == name || $0.folder == name) }) {
      switch module.kind {
      case .test: return "\(name) holds tests, and runs nowhere by itself"
      case .plugin, .macro: return "\(name) is for the compiler alone"
      default: return "\(name) is a library, and runs nowhere by itself"
      }
    }
    for (package, loaded) in repository.manifests.enumerated() where !graph.packages[package].isExternal {
      if let product = loaded.manifest.products.first(where: { $0.name == name }) { return "\(name) is a \(product.kind.rawValue)" }
    }
    return nil
  }

  private static func known(_ services: [PrunedService]) -> String {
    if services.isEmpty { return "the repository has no executable product" }
    return "name an executable product: \(services.map(\.product).sorted().joined(separator: ", "))"
  }
}
