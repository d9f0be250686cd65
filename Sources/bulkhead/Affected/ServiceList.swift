import PackageGraph
import Platform

/// The services of a repository: what is deployed apart.
struct ServiceList: Equatable {
  struct Service: Equatable {
    var name: String
    /// Relative to the root: the package that the service is, or else the folder that holds its `Sources`.
    var path: String
    var modules: [ModuleID]
  }
  var services: [Service]

  /// - Parameter members: the modules of the group `services`; `nil` where the rules file has no such group: the targets in `services/*`.
  init(_ graph: ModuleGraph, members: [ModuleID]?) {
    let targets = (members ?? graph.modules.indices.filter { graph.modules[$0].folder.map { PathText.contains("services", $0) } ?? false })
      .filter { graph.modules[$0].origin == .repository && !graph.modules[$0].isTest }
    let byPath = Dictionary(grouping: targets) { graph.serviceFolder(of: $0) }
    services = byPath.sorted { $0.key < $1.key }.map { path, modules in
      Service(name: String(PathText.name(path)), path: path, modules: modules)
    }
  }
}
