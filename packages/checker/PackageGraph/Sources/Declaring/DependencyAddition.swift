import Platform

/// The addition to a manifest by which a target declares its dependency on a module.
public struct DependencyAddition: Sendable, Equatable {
  /// The dependencies that give the target the module. One is enough: of several, people have to choose. Empty where no product is known
  /// that has the module.
  public let choices: [Manifest.TargetDependency]
  /// The dependency that the package itself needs first; `nil` where it needs none, or one that cannot be told from here.
  public let package: Manifest.Dependency?
  /// Whether a choice, with `package`, is all that the manifest needs.
  public let isComplete: Bool
  /// Whether a manifest has to call the package by the name of a folder that each clone may call otherwise: the root's, or one above it. The
  /// choices then have the name in its manifest.
  public var isNamedByClone = false
}

extension Repository {
  /// Returns the addition by which a target of the repository declares a module, by what the manifests say of it.
  public func addition(of module: ModuleID, to target: ModuleID) -> DependencyAddition {
    guard let own = graph.modules[target].package else { return DependencyAddition(choices: [], package: nil, isComplete: false) }
    if graph.modules[module].package == own, let name = graph.modules[module].target {
      return DependencyAddition(choices: [neighbour(named: name, of: target, in: own)], package: nil, isComplete: true)
    }
    let familiar = declarations(of: module, in: own)
    if !familiar.isEmpty { return DependencyAddition(choices: familiar, package: nil, isComplete: true) }
    guard let package = graph.modules[module].package else {
      // Of a package that is not at hand, another manifest may say what it is called.
      let foreign = manifests.indices.lazy.filter { $0 != own && !graph.packages[$0].isExternal }.map { declarations(of: module, in: $0) }
      let choices = foreign.first { !$0.isEmpty } ?? listed(module, for: own).map { [$0] } ?? []
      return DependencyAddition(choices: choices, package: nil, isComplete: false)
    }
    let dependency = graph.packages[own].dependencies.firstIndex(of: package).map { manifests[own].manifest.dependencies[$0] }
    let missing = dependency == nil ? path(to: package, from: own).map { Manifest.Dependency(location: .path($0)) } : nil
    let isInClone = !graph.packages[package].isExternal && graph.packages[package].folder != "."
    let isNamedByClone = !isInClone && dependency?.isAbove == true
    let name = (isNamedByClone ? nil : dependency ?? missing)?.nameInManifest(absoluteFolder(of: own)) ?? graph.packages[package].name
    let products = manifests[package].manifest.products.filter { product in
      product.kind == .library && product.targets.contains { $0 == graph.modules[module].target }
    }
    return DependencyAddition(
      choices: products.map { Manifest.TargetDependency(.product(name: $0.name, package: name)) }, package: missing,
      isComplete: dependency != nil || missing != nil, isNamedByClone: isNamedByClone)
  }

  /// Returns the identity by which SwiftPM tells a package from others, where it is found by a path.
  public func identity(ofPackage package: Int) -> String { packageIdentity(absoluteFolder(of: package)) }

  /// Returns the identities of the packages that a manifest names.
  public func identities(ofDependenciesOf package: Int) -> [String] {
    manifests[package].manifest.dependencies.map { $0.identity(from: absoluteFolder(of: package)) }
  }

  /// Returns the dependency on a target of the same package in the form that the target has for others: `.target(name:)` where it uses that
  /// alone, and else the bare name.
  private func neighbour(named name: String, of target: ModuleID, in package: Int) -> Manifest.TargetDependency {
    let targets = manifests[package].manifest.targets
    let declared = targets.first { $0.name == graph.modules[target].target }?.dependencies ?? []
    let neighbours = declared.map(\.reference).filter { reference in
      switch reference {
      case .target: true
      case .byName(let name): targets.contains { $0.name == name }
      case .product: false
      }
    }
    let isExplicit = !neighbours.isEmpty && neighbours.allSatisfy { if case .target = $0 { true } else { false } }
    return Manifest.TargetDependency(isExplicit ? .target(name: name) : .byName(name: name))
  }

  /// Returns the forms in which targets of a package declare products that have a module, each once and without conditions.
  private func declarations(of module: ModuleID, in package: Int) -> [Manifest.TargetDependency] {
    var found: [Manifest.TargetDependency] = []
    for other in graph.modules where other.package == package && other.origin != .platform {
      guard let declared = manifests[package].manifest.targets.first(where: { $0.name == other.target })?.dependencies else { continue }
      for (dependency, form) in zip(other.dependencies, declared) where dependency.modules.contains(module) {
        let plain = Manifest.TargetDependency(form.reference)
        if form.moduleAliases.isEmpty, !found.contains(plain) { found.append(plain) }
      }
    }
    return found
  }

  /// Returns the form in which a package would declare a product of a fetched package that the module list has.
  private func listed(_ module: ModuleID, for own: Int) -> Manifest.TargetDependency? {
    let module = graph.modules[module]
    guard let identity = module.identity, let product = module.target, !module.isAssumed else { return nil }
    let dependency = manifests[own].manifest.dependencies.first { dependency in
      switch dependency.location {
      case .url(let url): packageIdentity(url) == identity
      case .registry(let name): name.lowercased() == identity
      case .path: false
      }
    }
    return Manifest.TargetDependency(.product(name: product, package: dependency?.nameInManifest(nil) ?? identity))
  }

  /// The absolute path of a package's folder.
  func absoluteFolder(of package: Int) -> String { PathText.resolve(graph.packages[package].folder, from: root) }

  /// Returns the way from one package of the repository to another; `nil` where the other is elsewhere, or where the way would not hold
  /// wherever the repository is: SwiftPM calls the package in its root by the name of that folder.
  private func path(to package: Int, from own: Int) -> String? {
    if graph.packages[package].isExternal || graph.packages[package].folder == "." { return nil }
    return PathText.dependencyPath(to: absoluteFolder(of: package), from: absoluteFolder(of: own))
  }
}

extension Manifest.TargetDependency {
  /// The dependency as a manifest writes it, without its condition: `"Kit"`, `.product(name: "Logging", package: "swift-log")`.
  public var source: String {
    switch reference {
    case .byName(let name): Manifest.literal(name)
    case .target(let name): ".target(name: \(Manifest.literal(name)))"
    case .product(let name, let package?): ".product(name: \(Manifest.literal(name)), package: \(Manifest.literal(package)))"
    case .product(let name, nil): ".product(name: \(Manifest.literal(name)))"
    }
  }
}

extension Manifest.Dependency {
  /// The dependency on a folder as a manifest writes it; `nil` for one on something else.
  public var source: String? {
    guard case .path(let path) = location else { return nil }
    return ".package(path: \(Manifest.literal(path)))"
  }
}

extension Manifest {
  /// The text as a string literal of Swift.
  public static func literal(_ text: String) -> String {
    var literal = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\", "\"": literal += "\\\(scalar)"
      case "\t": literal += "\\t"
      case "\n": literal += "\\n"
      case "\r": literal += "\\r"
      case _ where scalar.properties.generalCategory == .control: literal += "\\u{\(String(scalar.value, radix: 16))}"
      default: literal.unicodeScalars.append(scalar)
      }
    }
    return "\"\(literal)\""
  }
}
