import PackageGraph
import Platform
import ServiceDescription

/// Which folders hold the sources of which service: its own, and those of the packages it uses, directly or not.
struct SourceFolders: Sendable {
  /// Folders by service, relative to the root.
  let folders: [String: Set<String>]

  /// Where the manifests cannot be read, a service's own folder is all that is known of it.
  init(_ checkout: Checkout) {
    let graph = (try? RepositoryLoader(root: checkout.root).load())?.graph ?? ModuleGraph()
    folders = checkout.folders.mapValues { own in
      var found: Set<String> = [own]
      var open = graph.modules.indices.filter { index in
        let module = graph.modules[index]
        return module.kind == .executable && module.folder.map { $0 == own || $0.hasPrefix(own + "/") } ?? false
      }
      var seen = Set(open)
      while let index = open.popLast() {
        if let folder = graph.modules[index].folder { found.insert(folder) }
        for next in graph.modules[index].dependencies.flatMap(\.modules) where seen.insert(next).inserted { open.append(next) }
      }
      return found
    }
  }

  /// The services that a change of the file concerns; the manifest concerns all.
  func services(using path: String) -> [String] {
    let concerned = folders.filter { _, folders in path == "Package.swift" || folders.contains { path.hasPrefix($0 + "/") } }
    return concerned.keys.sorted()
  }

  var all: [String] { Array(folders.values.reduce(into: Set()) { $0.formUnion($1) }).sorted() }
}
