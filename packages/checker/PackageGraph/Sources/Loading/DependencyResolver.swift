import SwiftImports

/// The resolver of declared dependencies to modules, by SwiftPM's rules for names.
struct DependencyResolver {
  let packages: [FoundPackage]
  let targets: [FoundTarget]
  /// The indexes in `targets` of each package's targets, by name.
  private(set) var targetsByName: [[String: ModuleID]] = []
  /// The modules of packages whose manifests are not read.
  private(set) var outside: OutsideModules
  private(set) var notices: [Notice] = []
  /// The packages that targets of the repository need and that are not where manifests say, by identity.
  private(set) var missingPackages: [String: MissingPackage] = [:]
  /// The products that targets of the repository declare and the module list does not know, as `product of package`.
  private(set) var unlisted: Set<String> = []
  /// The packages that targets of the repository need and that are not read, with those that need them, as indices in the list.
  private(set) var fetchedPackages: [String: Set<Int>] = [:]
  /// The position of the first such need; its package precedes all others that have one.
  private(set) var firstNeed: SourcePosition?

  struct MissingPackage {
    let why: String
    /// Indices in the list of packages.
    var neededBy: [Int] = []
  }

  init(packages: [FoundPackage], targets: [FoundTarget], list: ModuleList? = nil) {
    self.packages = packages
    self.targets = targets
    outside = OutsideModules(behind: targets.count, list: list)
    targetsByName = packages.map { _ in [:] }
    for (id, target) in targets.enumerated() { targetsByName[target.package][target.name] = id }
  }

  /// Returns the dependencies that a target's manifest declares.
  mutating func dependencies(of id: ModuleID) -> [DeclaredDependency] {
    let target = targets[id]
    guard let index = target.index else { return [] }
    let loaded = packages[target.package].loaded
    var declared: [DeclaredDependency] = []
    for (dependency, position) in zip(loaded.manifest.targets[index].dependencies, loaded.dependencyPositions[index]) {
      let modules = modules(of: dependency, for: target, position)
      if modules == nil && !packages[target.package].isExternal {
        notices.append(
          Notice(
            kind: .unknownDependency, path: packages[target.package].manifestPath, position: position,
            message: unknownMessage(dependency, of: target), target: id))
      }
      declared.append(
        DeclaredDependency(name: dependency.name, modules: modules ?? [], condition: dependency.condition, position: position))
    }
    return declared
  }

  /// `nil` where nothing provides the dependency.
  private mutating func modules(
    of dependency: Manifest.TargetDependency, for target: FoundTarget, _ position: SourcePosition?
  ) -> [ModuleID]? {
    switch dependency.reference {
    case .target(let name): return targetsByName[target.package][name].map { [$0] }
    case .byName(let name):
      if let id = targetsByName[target.package][name] { return [id] }
      return product(name, package: nil, for: target, position)
    case .product(let name, let package): return product(name, package: package, for: target, position)
    }
  }

  private mutating func product(_ name: String, package: String?, for target: FoundTarget, _ position: SourcePosition?) -> [ModuleID]? {
    let dependent = packages[target.package]
    var missing: (identity: String, why: String?, rank: Int)?
    for place in places(meantBy: package, in: dependent) {
      let identity = dependent.identities[place]
      switch dependent.links[place] {
      case .package(let index): if let modules = modules(ofProduct: name, in: index) { return modules }
      case .missing(let why):
        if let listed = outside.modules(ofProduct: name, in: identity) {
          if !dependent.isExternal { fetchedPackages[identity, default: []].insert(target.package) }
          return listed
        }
        // A bare name says nothing about the package: the one whose name it is, or else the first of which nothing is known.
        let rank = identity == name.lowercased() ? 0 : outside.listedPackages?.contains(identity) == true ? 2 : 1
        if missing == nil || rank < missing!.rank { missing = (identity, why, rank) }
      }
    }
    guard let missing else { return nil }
    if !dependent.isExternal { note(missing.identity, why: missing.why, product: name, neededBy: target.package, position) }
    return [outside.module(assumedOf: name, in: missing.identity)]
  }

  private mutating func note(_ identity: String, why: String?, product: String, neededBy package: Int, _ position: SourcePosition?) {
    guard let why else {
      fetchedPackages[identity, default: []].insert(package)
      if outside.listedPackages != nil { unlisted.insert("\(product) of \(identity)") }
      return
    }
    if missingPackages.isEmpty { firstNeed = position }
    var missing = missingPackages[identity] ?? MissingPackage(why: why)
    if missing.neededBy.last != package { missing.neededBy.append(package) }
    missingPackages[identity] = missing
  }

  /// Returns the indexes of the dependencies that `.product(package:)` may mean by a name: all without one.
  func places(meantBy package: String?, in dependent: FoundPackage) -> [Int] {
    let dependencies = dependent.manifest.dependencies
    guard let name = package?.lowercased() else { return Array(dependencies.indices) }
    let named = dependencies.indices.filter { place in
      if dependent.identities[place] == name || dependencies[place].name?.lowercased() == name { return true }
      guard case .package(let index) = dependent.links[place] else { return false }
      return packages[index].manifest.name.lowercased() == name
    }
    if !named.isEmpty { return named }
    // The root's folder has the name that the clone was given, and the manifest says the one that it has elsewhere.
    return dependencies.indices.filter { place in
      guard case .package(let index) = dependent.links[place] else { return false }
      return dependencies[place].isAbove && packages[index].folder.isEmpty
    }
  }

  func modules(ofProduct name: String, in package: Int) -> [ModuleID]? {
    if let product = packages[package].manifest.products.first(where: { $0.name == name }) {
      return product.targets.compactMap { targetsByName[package][$0] }
    }
    // SwiftPM makes a product of each executable target that is in none, and of a package that is a module map.
    guard let id = targetsByName[package][name], targets[id].kind == .executable || targets[id].index == nil else { return nil }
    return [id]
  }

  /// Returns the module that stands for a plugin of a package that is fetched.
  mutating func fetchedPlugin(_ name: String, in package: String) -> ModuleID { outside.plugin(name, in: package) }

  private func unknownMessage(_ dependency: Manifest.TargetDependency, of target: FoundTarget) -> String {
    switch dependency.reference {
    case .target(let name):
      "\(target.name) depends on the target \(name), which the package does not have: correct the name, or declare the target"
    case .byName(let name):
      "\(target.name) depends on \(name), which is no target of the package and no product of the packages it depends on: "
        + "correct the name, or add the package"
    case .product(let name, let package):
      "\(target.name) depends on the product \(name)\(package.map { " of the package \($0)" } ?? ""), which no package that this one "
        + "depends on provides: correct the name, or add the package"
    }
  }
}
