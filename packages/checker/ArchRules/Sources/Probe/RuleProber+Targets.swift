import PackageGraph

/// The kinds that judge targets, or every import alike.
extension RuleProber {
  mutating func probeRequire(_ from: Selection, _ to: Selection) {
    let needs = world.membership(of: to)
    for part in world.parts(of: from) {
      // A target that is itself among `to` needs nothing more.
      guard let target = single(world.importers(part.membership).filter { !needs.contains($0) }) else { continue }
      let name = world.name(target)
      attempt(part.label, to.description, Trial(world, [target], imports: [], "\(name) imports nothing")) { $0.from == name }
    }
  }

  /// Two members of each part import one another, and so do members of two parts.
  mutating func probeAcyclic(_ selection: Selection?) {
    let parts = world.parts(of: selection)
    for (index, part) in parts.enumerated() {
      for other in parts[index...] {
        guard let pair = pair(world.importers(part.membership), world.importers(other.membership)) else { continue }
        let description = "\(world.name(pair.0)) and \(world.name(pair.1)) import one another"
        attempt(part.label, other.label, Trial(world, [pair.0, pair.1], imports: [(0, 1), (1, 0)], description))
      }
    }
  }

  /// An import of a target that is not declared: beside the importer, in another package, and declared by a dependency alone.
  mutating func probeDeclared(_ selection: Selection?) {
    for part in world.parts(of: selection) {
      let targets = world.importers(part.membership)
      let everyone = world.graph.modules.indices.filter { world.graph.modules[$0].origin == .repository }
      guard let pair = pair(targets, everyone), let middle = everyone.first(where: { $0 != pair.0 && $0 != pair.1 }) else { continue }
      let names = (world.name(pair.0), world.name(pair.1), world.name(middle))

      for isNeighbour in [true, false] {
        let place = isNeighbour ? "of its package" : "of another package"
        var trial = Trial(world, [pair.0, pair.1], imports: [(0, 1)], "\(names.0) imports \(names.1) \(place), which it does not declare")
        trial.graph.modules[1].package = isNeighbour ? trial.graph.modules[0].package : trial.graph.packages.count - 1
        if !isNeighbour { trial.graph.modules[0].package = 0 }
        attempt(part.label, "undeclared", trial)
      }

      var trial = Trial(
        world, [pair.0, pair.1, middle], imports: [(0, 2), (0, 1)],
        "\(names.0) imports \(names.1), which only its dependency \(names.2) declares")
      trial.graph.modules[0].dependencies = [DeclaredDependency(name: names.2, modules: [2])]
      trial.graph.modules[2].dependencies = [DeclaredDependency(name: names.1, modules: [1])]
      attempt(part.label, "undeclared", trial)
    }
  }

  mutating func probeUsed(_ selection: Selection?) {
    let libraries = world.graph.modules.indices.filter { world.graph.modules[$0].origin == .repository && world.graph.modules[$0].kind == .library }
    for part in world.parts(of: selection) {
      guard let pair = pair(world.importers(part.membership), libraries) else { continue }
      let names = (world.name(pair.0), world.name(pair.1))
      var trial = Trial(world, [pair.0, pair.1], imports: [], "\(names.0) declares \(names.1) and does not import it")
      trial.graph.modules[0].dependencies = [DeclaredDependency(name: names.1, modules: [1])]
      attempt(part.label, "unused", trial) { $0.from == names.0 && $0.to == names.1 }
    }
  }

  mutating func probeCovered(_ selection: Selection?) {
    for part in world.parts(of: selection) {
      let strays = world.importers(part.membership).filter { world.outsiders.contains($0) }
      guard let stray = single(strays) else { continue }
      let name = world.name(stray)
      attempt(part.label, nil, Trial(world, [stray], imports: [], "\(name) is in no group")) { $0.from == name }
    }
  }
}
