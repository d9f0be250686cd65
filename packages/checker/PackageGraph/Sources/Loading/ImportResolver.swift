import Platform

/// The resolver of the module names in imports.
///
/// A name means the first of these that has it: what the target declares, targets before modules of fetched packages; the targets of its
/// package; the modules of the packages that its package depends on, nearest first; any target of the repository (an import that no manifest
/// declares must be noticed); the platform; any fetched package that a manifest, the module list or a pin names. What none has is unknown.
struct ImportResolver: Sendable {
  private let packages: [FoundPackage]
  private let targets: [FoundTarget]
  private let isPlatform: @Sendable (String) -> Bool
  /// The identities of packages that are fetched, by what they have in common with their modules' names.
  private let pins: [String: String]
  /// The dependencies of each target, in the numbering of `DependencyResolver`.
  private let dependencies: [[DeclaredDependency]]
  private let targetsByPackage: [[ModuleID]]
  private var modulesByPackage: [[String: ModuleID]]
  private var repositoryTargets: [String: [ModuleID]] = [:]

  private var scopes: [ModuleID: [String: ModuleID]] = [:]
  private var reachable: [Int: [String: ModuleID]] = [:]
  private var known: [Name: ModuleID] = [:]
  /// The modules of packages whose manifests are not read, the platform's, and unknown ones.
  private(set) var outside: OutsideModules

  private struct Name: Hashable {
    let module: ModuleID
    let name: String
  }

  /// - Parameters:
  ///   - isPlatform: whether the repository says of a name that the platform has it.
  ///   - pins: identities of packages that are fetched.
  init(
    packages: [FoundPackage], targets: [FoundTarget], outside: OutsideModules, dependencies: [[DeclaredDependency]],
    isPlatform: @escaping @Sendable (String) -> Bool, pins: Set<String>
  ) {
    self.packages = packages
    self.targets = targets
    self.outside = outside
    self.isPlatform = isPlatform
    self.pins = Dictionary(pins.sorted().map { (PackagePins.key($0), $0) }) { first, _ in first }
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
    if isPlatform(name) || PlatformModules.contains(name) { return outside.module(named: name, origin: .platform) }
    if let found = outside.fetchedModule(named: name) { return found }
    if let package = pins[PackagePins.key(name)] { return outside.module(assumedOf: name, in: package) }
    return outside.module(named: name, origin: .unknown)
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
        if let module = closure(of: dependency.modules).first(where: { moduleName($0) == built }) { add(imported, module) }
      }
    }
    for (place, dependency) in dependencies[id].enumerated() {
      let aliases = aliases(of: target, at: place)
      for module in dependency.modules where module >= targets.count && aliases[outside[module].name] == nil { add(outside[module].name, module) }
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

  private func moduleName(_ id: ModuleID) -> String { id < targets.count ? targets[id].moduleName : outside[id].name }

  /// Modules and those they depend on, near ones first.
  private func closure(of modules: [ModuleID]) -> [ModuleID] {
    var found: [ModuleID] = []
    var seen: Set<ModuleID> = []
    var pending = modules[...]
    while let module = pending.popFirst() {
      guard seen.insert(module).inserted else { continue }
      found.append(module)
      pending += (module < targets.count ? dependencies[module] : outside[module].dependencies).flatMap(\.modules)
    }
    return found
  }

  /// The modules of the packages that one depends on, by name; the nearest package's where several have one of a name.
  private mutating func modules(reachableFrom package: Int) -> [String: ModuleID] {
    if let known = reachable[package] { return known }
    var modules: [String: ModuleID] = [:]
    var seen: Set<Int> = [package]
    var identities = fetched(by: package)
    var pending = packages[package].links[...]
    while let link = pending.popFirst() {
      guard case .package(let index) = link, seen.insert(index).inserted else { continue }
      identities += fetched(by: index)
      for id in targetsByPackage[index] where targets[id].kind != .test {
        for name in targets[id].moduleNames where modules[name] == nil { modules[name] = id }
      }
      pending += packages[index].links
    }
    modules.merge(outside.fetchedModules(reachableFrom: identities)) { near, _ in near }
    reachable[package] = modules
    return modules
  }

  /// The identities of the packages that one depends on and whose manifests are not read.
  private func fetched(by package: Int) -> [String] {
    zip(packages[package].identities, packages[package].links).compactMap { identity, link in
      if case .missing = link { identity } else { nil }
    }
  }

  /// No test if there is another; then the one whose folder shares the most with the target's; then the first.
  private func nearest(_ candidates: [ModuleID], to target: FoundTarget) -> ModuleID? {
    let parts = PathText.parts(target.folder)
    func shared(_ id: ModuleID) -> Int { zip(parts, PathText.parts(targets[id].folder)).prefix { $0 == $1 }.count }
    func rank(_ id: ModuleID) -> (Int, Int, Int) { (targets[id].kind == .test ? 1 : 0, -shared(id), id) }
    return candidates.min { rank($0) < rank($1) }
  }
}
