import PackageGraph

/// The kinds that judge an import by the two modules it joins.
extension RuleProber {
  /// Every group that `to` does not name, and what is in no group, is refused; and where both sides bind a `{name}`, every other value.
  mutating func probeAllow(_ from: Selection, _ to: Selection) {
    let allowed = Relation(subjects: world.membership(of: from), objects: world.membership(of: to))
    for part in world.parts(of: from) {
      let importers = world.importers(part.membership)
      for group in world.groupsAndOutsiders {
        let objects = group.membership.modules
        let refused = pair(importers, objects) { !allowed.contains($0, $1) }
        // A group that `to` names has nothing to be refused; one that it takes in by globs of its own is worth saying.
        if refused == nil, names(to, group) { continue }
        if let pair = refused ?? pair(importers, objects) { attempt(part.label, group.label, .imports(world, pair)) }
      }
    }
  }

  mutating func probeForbid(_ from: Selection, _ to: Selection, transitive: Bool) {
    let forbidden = Relation(subjects: world.membership(of: from), objects: world.membership(of: to))
    for part in world.parts(of: from) {
      for other in world.parts(of: to) {
        guard let pair = pair(world.importers(part.membership), other.membership.modules, where: { forbidden.contains($0, $1) }) else { continue }
        attempt(part.label, other.label, .imports(world, pair))
        guard let middle = world.between else { continue }
        attempt(part.label, other.label, .imports(world, pair, through: middle, exported: true))
        if transitive { attempt(part.label, other.label, .imports(world, pair, through: middle, exported: false)) }
      }
    }
  }

  /// Every group that `only` does not name, and what is in no group, is refused as an importer.
  mutating func probeRestrict(_ to: Selection, _ only: Selection) {
    let guarded = world.membership(of: to)
    let permitted = Relation(subjects: guarded, objects: world.membership(of: only))
    for part in world.parts(of: to) {
      for group in world.groupsAndOutsiders {
        let importers = world.importers(group.membership)
        let strangers = importers.filter { !guarded.contains($0) }
        let objects = part.membership.modules
        let refused =
          pair(strangers, objects) { !permitted.contains($1, $0) } ?? pair(importers, objects) { !permitted.contains($1, $0) }
        if refused == nil, names(only, group) { continue }
        if let pair = refused ?? pair(importers, objects) { attempt(group.label, part.label, .imports(world, pair)) }
      }
    }
  }

  mutating func probeIndependent(_ selection: Selection) {
    let members = world.membership(of: selection)
    let parts = world.parts(of: selection)
    for part in parts {
      for other in parts {
        if let pair = pair(world.importers(part.membership), other.membership.modules, where: { !members.areTogether($0, $1) }) {
          attempt(part.label, other.label, .imports(world, pair))
        }
      }
    }
  }

  /// Each layer imports from each one above it, directly and through a module in no layer; equals import one another; a member is in no layer.
  mutating func probeLayers(_ selection: Selection, _ layers: [[Selection]]) {
    let members = world.membership(of: selection)
    let all = layers.joined().map { world.membership(of: $0) }
    // A member of several layers has no place among them.
    let places = layers.enumerated().flatMap { number, layer in
      layer.map { selection in
        let modules = world.importers(world.membership(of: selection)).filter { module in
          members.contains(module) && all.count { $0.contains(module) } == 1
        }
        return (layer: number, label: selection.description, modules: modules)
      }
    }
    for (index, place) in places.enumerated() {
      for (otherIndex, other) in places.enumerated() where other.layer <= place.layer && otherIndex != index {
        guard let pair = pair(place.modules, other.modules) else { continue }
        attempt(place.label, other.label, .imports(world, pair))
        guard let middle = world.between else { continue }
        attempt(place.label, other.label, .imports(world, pair, through: middle, exported: false))
      }
    }
    for part in world.parts(of: selection) {
      let strays = world.importers(part.membership).filter { module in !all.contains { $0.contains(module) } }
      guard let stray = single(strays) else { continue }
      let name = world.name(stray)
      attempt(part.label, nil, Trial(world, [stray], imports: [], "\(name) is in no layer")) { $0.from == name }
    }
  }
}

extension RuleProber {
  /// Whether a selection names a group, or a group that it is a part of.
  private func names(_ selection: Selection, _ part: ProbePart) -> Bool {
    selection.items.contains { item in
      guard case .group(let name) = item, let group = world.index.groups[name] else { return false }
      return part.membership.modules.allSatisfy { group.contains($0) }
    }
  }
}
