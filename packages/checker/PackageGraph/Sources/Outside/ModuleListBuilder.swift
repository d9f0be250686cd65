/// The maker of a module list from the manifests of fetched packages.
struct ModuleListBuilder {
  private let packages: [FoundPackage]
  private let targets: [FoundTarget]
  /// The targets that each target depends on, and numbers behind them for what is not at hand.
  private let dependencies: [[ModuleID]]
  /// The identity of each fetched package, by its index.
  private let identities: [Int: String]

  init(packages: [FoundPackage], targets: [FoundTarget], dependencies: [[ModuleID]]) {
    self.packages = packages
    self.targets = targets
    self.dependencies = dependencies
    var identities: [Int: String] = [:]
    for package in packages {
      for (dependency, (identity, link)) in zip(package.manifest.dependencies, zip(package.identities, package.links)) {
        if case .path = dependency.location { continue }
        if case .package(let index) = link, packages[index].isExternal, identities[index] == nil { identities[index] = identity }
      }
    }
    self.identities = identities
  }

  func list(_ tree: inout FolderTree) throws(RepositoryError) -> ModuleList {
    var names = [[String]](repeating: [], count: targets.count)
    for id in targets.indices where identities[targets[id].package] != nil { names[id] = try moduleNames(of: targets[id], &tree) }
    var entries: [ModuleList.Entry] = []
    for (index, package) in packages.enumerated() {
      guard let identity = identities[index] else { continue }
      let own = targets.indices.filter { targets[$0].package == index && targets[$0].kind != .test }
      var offered: Set<ModuleID> = []
      for product in package.manifest.products {
        let members = own.filter { product.targets.contains(targets[$0].name) }
        offered.formUnion(members)
        entries.append(entry(identity, product.name, kind(product, members), members, names))
      }
      for id in own where !offered.contains(id) && targets[id].kind != .plugin {
        // SwiftPM makes a product of each executable that is in none, and of a package that is a module map.
        let isProduct = targets[id].kind == .executable || targets[id].index == nil
        let kind: ModuleList.Entry.Kind = targets[id].kind == .executable ? .executable : targets[id].kind == .binary ? .binary : .library
        entries.append(entry(identity, isProduct ? targets[id].name : nil, kind, [id], names))
      }
    }
    return ModuleList(entries)
  }

  private func entry(
    _ package: String, _ product: String?, _ kind: ModuleList.Entry.Kind, _ members: [ModuleID], _ names: [[String]]
  ) -> ModuleList.Entry {
    // Other packages run a program and import nothing of it.
    if kind == .executable { return ModuleList.Entry(package: package, product: product, kind: kind, modules: []) }
    let modules = Set(members.filter { targets[$0].kind != .plugin }.flatMap { names[$0] })
    let needs = members.flatMap { dependencies[$0] }.filter { $0 < targets.count && targets[$0].kind != .plugin }.flatMap { names[$0] }
    return ModuleList.Entry(
      package: package, product: product, kind: kind, modules: Array(modules), needs: Array(Set(needs).subtracting(modules)))
  }

  private func kind(_ product: Manifest.Product, _ members: [ModuleID]) -> ModuleList.Entry.Kind {
    switch product.kind {
    case .executable: .executable
    case .plugin: .plugin
    case .library: !members.isEmpty && members.allSatisfy { targets[$0].kind == .binary } ? .binary : .library
    }
  }

  /// Returns the names by which imports can name a fetched target; a C target's and a system library's by its module map.
  private func moduleNames(of target: FoundTarget, _ tree: inout FolderTree) throws(RepositoryError) -> [String] {
    let package = packages[target.package]
    var folder = package.folder
    if let index = target.index {
      guard target.kind == .library || target.kind == .system else { return [target.moduleName] }
      let layout = try TargetLayout(package: package.folder, manifest: package.manifest, tree: &tree)
      folder = try layout.folder(of: package.manifest.targets[index], in: &tree).path
    }
    let mapped = try ModuleMap.moduleNames(below: folder, tree: &tree)
    if mapped.isEmpty || mapped.contains(target.moduleName) { return [target.moduleName] + mapped.filter { $0 != target.moduleName } }
    return mapped
  }
}
