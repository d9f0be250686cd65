import Platform

/// The resolver of the module names in imports.
///
/// A name means the first of these that has it: what the target declares; the targets of its package; the products it declares of missing
/// packages; the modules of the packages that its package depends on, nearest first; any target of the repository (an import that no
/// manifest declares must be noticed); and else a module of the platform.
struct ImportResolver: Sendable {
  private let packages: [FoundPackage]
  private let targets: [FoundTarget]
  private let missingProducts: [String]
  /// The dependencies of each target, in the numbering of `DependencyResolver`.
  private let dependencies: [[DeclaredDependency]]
  private let targetsByPackage: [[ModuleID]]
  private var modulesByPackage: [[String: ModuleID]]
  private var repositoryTargets: [String: [ModuleID]] = [:]

  private var scopes: [ModuleID: [String: ModuleID]] = [:]
  private var reachable: [Int: [String: ModuleID]] = [:]
  private var known: [Name: ModuleID] = [:]
  /// The modules of the platform. They are numbered behind the missing products, in the order in which they were first named.
  private(set) var platformModules: [String] = []
  private var platformIDs: [String: ModuleID] = [:]

  private struct Name: Hashable {
    let module: ModuleID
    let name: String
  }

  init(packages: [FoundPackage], targets: [FoundTarget], missingProducts: [String], dependencies: [[DeclaredDependency]]) {
    self.packages = packages
    self.targets = targets
    self.missingProducts = missingProducts
    self.dependencies = dependencies
    var targetsByPackage: [[ModuleID]] = packages.map { _ in [] }
    modulesByPackage = packages.map { _ in [:] }
    for (id, target) in targets.enumerated() where target.kind != .plugin {
      targetsByPackage[target.package].append(id)
      for name in target.moduleNames where modulesByPackage[target.package][name] == nil { modulesByPackage[target.package][name] = id }
      if !packages[target.package].isExternal {
        for name in target.moduleNames { repositoryTargets[name, default: []].append(id) }
      }
    }
    self.targetsByPackage = targetsByPackage
  }

  mutating func module(named name: String, importedBy id: ModuleID) -> ModuleID {
    let key = Name(module: id, name: name)
    if let module = known[key] { return module }
    let module = find(name, for: id)
    known[key] = module
    return module
  }

  private mutating func find(_ name: String, for id: ModuleID) -> ModuleID {
    let target = targets[id]
    let name = flagAliases(of: target)[name] ?? name
    let declared = scope(of: id)[name]
    if let declared, declared < targets.count { return declared }
    if let found = modulesByPackage[target.package][name] ?? declared { return found }
    if let found = modules(reachableFrom: target.package)[name] { return found }
    if let found = nearest(repositoryTargets[name] ?? [], to: target) { return found }
    if let found = platformIDs[name] { return found }
    let platform = targets.count + missingProducts.count + platformModules.count
    platformModules.append(name)
    platformIDs[name] = platform
    return platform
  }

  /// Returns the modules that a target declares, by name.
  private mutating func scope(of id: ModuleID) -> [String: ModuleID] {
    if let known = scopes[id] { return known }
    let target = targets[id]
    var scope: [String: ModuleID] = [:]
    func add(_ name: String, _ module: ModuleID) { if scope[name] == nil { scope[name] = module } }
    for (place, dependency) in dependencies[id].enumerated() {
      let aliases = aliases(of: target, at: place)
      for module in dependency.modules where module < targets.count {
        for name in targets[module].moduleNames where aliases[name] == nil { add(name, module) }
      }
      for (built, imported) in aliases.sorted(by: { $0.key < $1.key }) {
        if let module = closure(of: dependency.modules).first(where: { targets[$0].moduleName == built }) { add(imported, module) }
      }
    }
    for dependency in dependencies[id] {
      for product in dependency.modules where product >= targets.count { add(missingProducts[product - targets.count], product) }
    }
    scopes[id] = scope
    return scope
  }

  /// Returns the modules that names mean by the target's compiler flags, by those names.
  private func flagAliases(of target: FoundTarget) -> [String: String] {
    guard let index = target.index else { return [:] }
    let flags = packages[target.package].manifest.targets[index].unsafeSwiftFlags
    return flags.isEmpty ? [:] : HiddenImports.aliases(in: flags)
  }

  private func aliases(of target: FoundTarget, at place: Int) -> [String: String] {
    guard let index = target.index else { return [:] }
    return packages[target.package].manifest.targets[index].dependencies[place].moduleAliases
  }

  /// Targets and those they depend on, near ones first.
  private func closure(of modules: [ModuleID]) -> [ModuleID] {
    var found: [ModuleID] = []
    var seen: Set<ModuleID> = []
    var pending = modules[...]
    while let module = pending.popFirst() {
      guard module < targets.count, seen.insert(module).inserted else { continue }
      found.append(module)
      pending += dependencies[module].flatMap(\.modules)
    }
    return found
  }

  /// The modules of the packages that one depends on, by name; the nearest package's where several have one of a name.
  private mutating func modules(reachableFrom package: Int) -> [String: ModuleID] {
    if let known = reachable[package] { return known }
    var modules: [String: ModuleID] = [:]
    var seen: Set<Int> = [package]
    var pending = packages[package].links[...]
    while let link = pending.popFirst() {
      guard case .package(let index) = link, seen.insert(index).inserted else { continue }
      for id in targetsByPackage[index] where targets[id].kind != .test {
        for name in targets[id].moduleNames where modules[name] == nil { modules[name] = id }
      }
      pending += packages[index].links
    }
    reachable[package] = modules
    return modules
  }

  /// No test if there is another; then the one whose folder shares the most with the target's; then the first.
  private func nearest(_ candidates: [ModuleID], to target: FoundTarget) -> ModuleID? {
    let parts = PathText.parts(target.folder)
    func shared(_ id: ModuleID) -> Int { zip(parts, PathText.parts(targets[id].folder)).prefix { $0 == $1 }.count }
    func rank(_ id: ModuleID) -> (Int, Int, Int) { (targets[id].kind == .test ? 1 : 0, -shared(id), id) }
    return candidates.min { rank($0) < rank($1) }
  }
}
