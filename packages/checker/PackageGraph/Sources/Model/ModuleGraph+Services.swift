import Platform
import SwiftImports

extension ModuleGraph {
  /// The uses of build tool plugins, each placed at the target's declaration, in order of targets.
  public var pluginUses: [ImportEdge] {
    modules.indices.flatMap { target in
      modules[target].plugins.map { plugin in
        let manifest = modules[target].package.map { packages[$0].manifest } ?? "Package.swift"
        return ImportEdge(
          from: target, to: plugin, kind: .plugin, path: manifest, position: modules[target].position ?? SourcePosition(line: 1, column: 1))
      }
    }
  }

  /// Returns the executable target of the repository whose sources are in a folder, or in one below it; `nil` where there is none.
  ///
  /// - Parameter folder: A path relative to the repository's root.
  public func executable(in folder: String) -> ModuleID? {
    modules.indices.first { id in
      modules[id].origin == .repository && modules[id].kind == .executable && modules[id].folder.map { PathText.contains(folder, $0) } == true
    }
  }

  /// Returns the targets and everything that they are built from: their declared dependencies, and the plugins that run for them, directly
  /// or indirectly.
  public func closure(of targets: [ModuleID]) -> Set<ModuleID> {
    var reached = Set(targets)
    var open = targets
    while let next = open.popLast() {
      let needed = modules[next].dependencies.flatMap(\.modules) + modules[next].plugins
      for module in needed where reached.insert(module).inserted { open.append(module) }
    }
    return reached
  }

  /// Returns the folders of the targets and of everything that they are built from, relative to the root, each once and in order.
  public func closureFolders(of targets: [ModuleID]) -> [String] { Set(closure(of: targets).compactMap { modules[$0].folder }).sorted() }

  /// Returns the folder of a target's service, relative to the root: its package's, or else the folder that contains the target's
  /// `Sources`.
  public func serviceFolder(of target: ModuleID) -> String {
    if let package = modules[target].package, packages[package].folder != "." { return packages[package].folder }
    let folder = modules[target].folder ?? "."
    let parts = folder.split(separator: "/")
    guard let sources = parts.firstIndex(of: "Sources"), sources > 0 else { return folder }
    return parts[..<sources].joined(separator: "/")
  }
}

extension Repository {
  /// Returns the name of the executable product that consists of one target alone; `nil` where the manifest names none.
  public func executableProduct(of target: ModuleID) -> String? {
    let module = graph.modules[target]
    let products = module.package.map { manifests[$0].manifest.products } ?? []
    return products.first { $0.kind == .executable && $0.targets == [module.target] }?.name
  }
}
