import PackageGraph

extension RuleCheck {
  /// Where a module stands: the layer from the top, and which of its equals.
  private struct Place: Equatable {
    let layer: Int
    let equal: Int
  }

  /// A module imports from its own selection and from layers below, directly, through re-exports, and through modules of no layer.
  mutating func checkLayers(_ selection: Selection, _ layers: [[Selection]]) {
    let places = placeModules(in: layers)
    for member in context.targets(in: selection) where places[member] == nil {
      report(target: member, message: "\(name(member)) is among \(selection), but in no layer of \"\(rule.id)\"")
    }

    func isRefused(_ from: ModuleID, _ to: ModuleID) -> Bool {
      guard let other = places[to], let own = places[from] else { return false }
      return other.layer <= own.layer && other != own
    }
    func refusal(_ from: ModuleID, _ to: ModuleID) -> String? {
      guard isRefused(from, to), let upper = places[to], let own = places[from] else { return nil }
      let (low, high) = (layers[own.layer][own.equal], layers[upper.layer][upper.equal])
      if upper.layer == own.layer { return "\(low) and \(high) are equals of one layer and do not import one another" }
      return "\(low) is layer \(own.layer + 1) from the top, below \(high), which is layer \(upper.layer + 1)"
    }

    let importers = graph.modules.indices.filter { context.isTarget($0) && places[$0] != nil }
    judgeImports(of: importers, refusal: refusal)
    var needs = ChainExceptions(self) { places[$0] == nil }
    for importer in importers {
      let ledger = ledger
      let tree = ShortestPathTree(links.digraph, from: importer, through: { places[$0] == nil }, skipping: { ledger.covers($0, $1) })
      for end in tree.reached where isRefused(importer, end) && links.link(from: importer, to: end) == nil {
        let isJudged = links.links(from: importer).contains { link in
          link.isImport && !isRefused(importer, link.to) && links.reexports(of: link.to).contains { $0.module == end }
        }
        if !isJudged, let because = refusal(importer, end), !self.ledger.excepts(importer, end) {
          reportChain(tree.path(to: end), because: because)
        }
      }
      needs.note(chainsFrom: importer, in: &self) { isRefused(importer, $0) }
    }
  }

  /// By module. One that stands in several places is judged by the highest, and reported.
  private mutating func placeModules(in layers: [[Selection]]) -> [Place?] {
    var places = [Place?](repeating: nil, count: graph.modules.count)
    var isReported = [Bool](repeating: false, count: graph.modules.count)
    for (layer, equals) in layers.enumerated() {
      for (equal, selection) in equals.enumerated() {
        for module in context.index.membership(of: selection).modules {
          guard let first = places[module] else {
            places[module] = Place(layer: layer, equal: equal)
            continue
          }
          if isReported[module] { continue }
          isReported[module] = true
          let other = layers[first.layer][first.equal]
          findings.append(
            .builtIn(
              .ambiguousLayer, path: path, at: selection.position ?? rule.position, target: graph.targetName(module),
              message: "\(name(module)) is in two layers of \"\(rule.id)\": \(other) (layer \(first.layer + 1)) and \(selection) (layer \(layer + 1))"
            ))
        }
      }
    }
    return places
  }
}
