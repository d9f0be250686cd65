/// The modules that no manifest at hand declares: those of fetched packages, those of the platform, and those of which nothing is known.
///
/// They are numbered behind the targets: first those of the module list, then the others in the order in which they were first named. There
/// is one for each name and origin, whoever declares or imports it.
struct OutsideModules: Sendable {
  private let targetCount: Int
  private(set) var modules: [Module] = []
  /// The identities of the packages that the module list knows; `nil` where there is no list.
  let listedPackages: Set<String>?
  private var fetched: [String: ModuleID] = [:]
  private var products: [Product: [ModuleID]] = [:]
  private var modulesByPackage: [String: [ModuleID]] = [:]
  private var others: [Other: ModuleID] = [:]

  private struct Product: Hashable {
    let name: String
    let package: String
  }
  private struct Other: Hashable {
    let name: String
    let origin: Module.Origin
  }

  init(behind targetCount: Int, list: ModuleList?) {
    self.targetCount = targetCount
    listedPackages = list?.packages
    guard let list else { return }
    for entry in list.entries {
      let ids = entry.modules.map { add($0, of: entry) }
      if let product = entry.product { products[Product(name: product, package: entry.package)] = ids }
    }
    for entry in list.entries {
      let needs = entry.needs.compactMap { fetched[$0] }
      for name in entry.modules { add(needs, to: fetched[name]! - targetCount) }
    }
  }

  subscript(id: ModuleID) -> Module { modules[id - targetCount] }

  /// The number behind the last module.
  var end: ModuleID { targetCount + modules.count }

  /// Returns the modules of a package's product; `nil` where the module list does not know it.
  func modules(ofProduct name: String, in package: String) -> [ModuleID]? { products[Product(name: name, package: package)] }

  /// Returns the module that stands for a product of which no more than the name is known.
  mutating func module(assumedOf product: String, in package: String) -> ModuleID {
    let name = ModuleName.mangled(product)
    if let known = fetched[name] { return known }
    var module = Module(name: name, origin: .product, target: product)
    module.identity = package
    module.isAssumed = true
    return append(fetched: module)
  }

  /// Returns the module that stands for a plugin of a fetched package.
  mutating func plugin(_ name: String, in package: String) -> ModuleID {
    if let known = fetched[name] { return known }
    var module = Module(name: name, origin: .product, kind: .plugin, target: name)
    module.identity = package
    return append(fetched: module)
  }

  /// Returns the module of a fetched package by its name.
  func fetchedModule(named name: String) -> ModuleID? { fetched[name] }

  /// Returns the modules of packages, and of those that these need, by name; of the nearest package where several have one of a name.
  func fetchedModules(reachableFrom identities: [String]) -> [String: ModuleID] {
    var found: [String: ModuleID] = [:]
    var seen: Set<String> = []
    var pending = identities[...]
    while let package = pending.popFirst() {
      guard seen.insert(package).inserted else { continue }
      for id in modulesByPackage[package] ?? [] {
        if found[self[id].name] == nil { found[self[id].name] = id }
        pending += self[id].dependencies.flatMap(\.modules).compactMap { self[$0].identity }
      }
    }
    return found
  }

  /// Returns the module of a name that is the platform's, or of which nothing is known.
  mutating func module(named name: String, origin: Module.Origin) -> ModuleID {
    let key = Other(name: name, origin: origin)
    if let known = others[key] { return known }
    let id = end
    modules.append(Module(name: name, origin: origin))
    others[key] = id
    return id
  }

  private mutating func add(_ name: String, of entry: ModuleList.Entry) -> ModuleID {
    if let known = fetched[name] { return known }
    var module = Module(name: name, origin: .product, target: entry.product)
    module.identity = entry.package
    switch entry.kind {
    case .library: break
    case .executable: module.kind = .executable
    case .plugin: module.kind = .plugin
    case .binary: module.kind = .binary
    }
    return append(fetched: module)
  }

  private mutating func append(fetched module: Module) -> ModuleID {
    let id = end
    modules.append(module)
    fetched[module.name] = id
    modulesByPackage[module.identity ?? "", default: []].append(id)
    return id
  }

  private mutating func add(_ needs: [ModuleID], to index: Int) {
    for need in needs where need != targetCount + index && !modules[index].dependencies.contains(where: { $0.modules == [need] }) {
      modules[index].dependencies.append(DeclaredDependency(name: self[need].name, modules: [need]))
    }
  }
}
