extension GraphBuilder {
  /// The finished graph: what is named, in its order.
  func graph() -> ModuleGraph {
    var graph = ModuleGraph()
    graph.packages = packages.dropLast().map { found in
      var package = Package(
        name: found.manifest.name, folder: found.folder.isEmpty ? "." : found.folder, manifest: found.manifestPath, isExternal: found.isExternal)
      package.dependencies = found.links.map { if case .package(let index) = $0 { index } else { nil } }
      package.environmentNames = found.loaded.environmentNames
      return package
    }
    let order = moduleOrder()
    var ids = [ModuleID](repeating: -1, count: order.max().map { $0 + 1 } ?? 0)
    for (id, old) in order.enumerated() { ids[old] = id }
    graph.modules = order.map { old in
      var module = module(old)
      if old < targets.count {
        module.fileCount = fileCounts[old]
        module.dependencies = dependencies[old].map { dependency in
          var dependency = dependency
          dependency.modules = dependency.modules.map { ids[$0] }
          return dependency
        }
        module.plugins = needs[old].plugins.filter { old < repositoryCount || $0 < repositoryCount }.map { ids[$0] }
        module.isUmbrella = umbrellas.contains(old)
        module.neededPackages = needs[old].packages
      }
      for place in module.dependencies.indices where old >= targets.count {
        module.dependencies[place].modules = module.dependencies[place].modules.map { ids[$0] }
      }
      return module
    }
    graph.imports = imports
    for index in graph.imports.indices { graph.imports[index].to = ids[graph.imports[index].to] }
    graph.notices = notices.sorted { Self.place($0) < Self.place($1) }
    graph.ignoredFolders = ignoredFolders
    graph.unowned = unowned
    graph.folderSources = folderSources
    graph.statistics = statistics
    return graph
  }

  private static func place(_ notice: Notice) -> (String, Int, Int, String) {
    (notice.path, notice.position?.line ?? 0, notice.position?.column ?? 0, notice.message)
  }

  /// The old numbers of the modules that the graph keeps, in its order.
  private func moduleOrder() -> [ModuleID] {
    let repository = Array(0..<repositoryCount)
    var seen = Set(repository)
    var pending = repository.flatMap { dependencies[$0].flatMap(\.modules) + needs[$0].plugins } + imports.map(\.to)
    var others: [(id: ModuleID, module: Module)] = []
    while let id = pending.popLast() {
      guard seen.insert(id).inserted else { continue }
      others.append((id, module(id)))
      pending += (id < targets.count ? dependencies[id] : resolver.outside[id].dependencies).flatMap(\.modules)
    }
    func key(_ other: (id: ModuleID, module: Module)) -> (Int, String, Int) {
      (Module.Origin.allCases.firstIndex(of: other.module.origin)!, other.module.name, other.id)
    }
    return repository + others.sorted { key($0) < key($1) }.map(\.id)
  }

  private func module(_ id: ModuleID) -> Module {
    if id >= targets.count { return resolver.outside[id] }
    let target = targets[id]
    let isOwn = id < repositoryCount
    var module = Module(
      name: target.moduleName, origin: isOwn ? .repository : .checkout, kind: target.isFolders ? nil : target.kind,
      package: target.isFolders ? nil : target.package, target: target.isFolders ? nil : target.name,
      folder: isOwn ? (target.folder.isEmpty ? "." : target.folder) : nil)
    module.isFolders = target.isFolders
    module.position = target.index.flatMap { packages[target.package].loaded.targetPositions[$0] }
    return module
  }
}
