/// The plugins and packages that a target needs besides the modules that it can import.
struct TargetNeeds: Sendable {
  /// The plugins that run for it; products of missing packages among them.
  var plugins: [ModuleID] = []
  /// The indexes of the packages in the dependencies of its package's manifest, in order.
  var packages: [Int] = []
}

extension DependencyResolver {
  /// Returns the plugins and the packages that a target needs.
  mutating func needs(of id: ModuleID) -> TargetNeeds {
    let target = targets[id]
    guard let index = target.index else { return TargetNeeds() }
    let declared = packages[target.package].manifest.targets[index]
    var needs = TargetNeeds()
    var places: Set<Int> = []
    for dependency in declared.dependencies {
      switch dependency.reference {
      case .target: break
      case .byName(let name): if targetsByName[target.package][name] == nil { places.formUnion(dependencies(with: name, of: nil, for: target)) }
      case .product(let name, let package): places.formUnion(dependencies(with: name, of: package, for: target))
      }
    }
    for plugin in declared.plugins {
      if plugin.package == nil, let own = targetsByName[target.package][plugin.name] {
        needs.plugins.append(own)
        continue
      }
      let found = dependencies(with: plugin.name, of: plugin.package, for: target)
      places.formUnion(found)
      for place in found {
        switch packages[target.package].links[place] {
        case .package(let index): needs.plugins += modules(ofProduct: plugin.name, in: index) ?? []
        case .missing:
          let product = fetchedPlugin(plugin.name, in: packages[target.package].identities[place])
          if !needs.plugins.contains(product) { needs.plugins.append(product) }
        }
      }
    }
    needs.packages = places.sorted()
    return needs
  }

  /// Returns the dependencies on packages that have a product; where none is known to have it, those that may.
  private func dependencies(with product: String, of package: String?, for target: FoundTarget) -> [Int] {
    let dependent = packages[target.package]
    var missing: [Int] = []
    for place in places(meantBy: package, in: dependent) {
      switch dependent.links[place] {
      case .package(let index): if modules(ofProduct: product, in: index) != nil { return [place] }
      case .missing:
        let identity = dependent.identities[place]
        if outside.modules(ofProduct: product, in: identity) != nil { return [place] }
        missing.append(place)
      }
    }
    // A package is often named as its product is.
    let named = missing.filter { dependent.identities[$0] == product.lowercased() }
    return named.isEmpty ? missing : named
  }
}
