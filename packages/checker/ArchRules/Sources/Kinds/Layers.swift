import PackageGraph

/// The kind of rule by which a module imports only from its own selection and from layers below its own, directly, through re-exports, and
/// through modules of no layer. The selections of one layer are equals, which never import one another. Each member is in exactly one
/// layer.
public struct Layers: RuleKind {
  let members: Selection
  /// The layers, top first, each with its equals.
  public let layers: [[Selection]]

  /// Creates the rule, with the layers top first.
  public init(of members: Selection, _ layers: [[Selection]]) {
    self.members = members
    self.layers = layers
  }

  public static let name = "layers"
  public static let summary = "A module imports only from layers below its own."
  public static let reference = """
    The layers, top first. A target imports only from its own part and from layers below, directly, by re-export, and by way of modules that \
    are in no layer. A list inside is a layer of equals, which do not import one another. Each target of `in` is in exactly one layer, so a \
    new one cannot slip in between.
    """
  public static let fields: [RuleField] = [
    .selection("in", "The targets that the layers order. Each of them is in one of the layers."),
    .layers("layers", "The layers, top first. A list inside is a layer of equals, which do not import one another."),
  ]

  public init?(_ values: RuleValues) {
    guard let members = values.selection("in"), let layers = values.layers("layers") else { return nil }
    self.init(of: members, layers)
  }

  public var values: RuleValues { ["in": .selection(members), "layers": .layers(layers)] }
  public var boundSelection: Selection? { members }
  public var spokenImports: SpokenImports? { SpokenImports(from: members, of: members) }

  public var sentence: String {
    """
    The targets of \(members) stand in layers, which are listed from the top. A target imports only from its own part and from layers \
    below, directly and by way of modules in no layer. The parts of one layer do not import one another. Each target is in one layer.
    """
  }
  public var remedy: String {
    "Remove the import, move what is needed to a layer below, or turn the dependency round with a protocol that the lower layer owns."
  }
  public var namedSelections: [(title: String, selection: Selection?)] {
    [("Binds", members)] + layers.enumerated().flatMap { index, layer in layer.map { ("Layer \(index + 1)", $0) } }
  }

  public enum Text: String, FindingText {
    case equals = "{from} and {to} are equals of one layer and do not import one another"
    case upwards = "{from} is layer {low} from the top, below {to}, which is layer {high}"
    case stray = "{target} is among {members}, but in no layer of \"{rule}\""
    case ambiguous = "{target} is in two layers of \"{rule}\": {first} (layer {high}) and {second} (layer {low})"
  }

  /// A module's layer, counted from the top, and the equal within the layer that it belongs to.
  private struct Place: Equatable {
    let layer: Int
    let equal: Int
  }

  public func check(_ check: inout RuleCheck) {
    let places = placeModules(&check)
    for member in check.context.targets(in: members) where places[member] == nil {
      check.report(target: member, Text.stray.filled(["target": check.name(member), "members": "\(members)", "rule": check.rule.id]))
    }

    func isRefused(_ from: ModuleID, _ to: ModuleID) -> Bool {
      guard let other = places[to], let own = places[from] else { return false }
      return other.layer <= own.layer && other != own
    }
    func refusal(_ from: ModuleID, _ to: ModuleID) -> String? {
      guard isRefused(from, to), let upper = places[to], let own = places[from] else { return nil }
      let (low, high) = ("\(layers[own.layer][own.equal])", "\(layers[upper.layer][upper.equal])")
      if upper.layer == own.layer { return Text.equals.filled(["from": low, "to": high]) }
      return Text.upwards.filled(["from": low, "low": "\(own.layer + 1)", "to": high, "high": "\(upper.layer + 1)"])
    }

    let links = check.links
    let importers = check.targets(among: check.graph.modules.indices.filter { places[$0] != nil })
    check.checkImports(of: importers, refusal: refusal)
    var needs = ChainExceptions(check) { places[$0] == nil }
    for importer in importers {
      let ledger = check.ledger
      let tree = ShortestPathTree(links.digraph, from: importer, through: { places[$0] == nil }, skipping: { ledger.covers($0, $1) })
      for end in tree.reached where isRefused(importer, end) && links.link(from: importer, to: end) == nil {
        let isReported = links.links(from: importer).contains { link in
          link.isImport && !isRefused(importer, link.to) && links.reexports(of: link.to).contains { $0.module == end }
        }
        if !isReported, let because = refusal(importer, end), !check.ledger.excepts(importer, end) {
          check.reportChain(tree.path(to: end), because: because)
        }
      }
      needs.note(chainsFrom: importer, in: &check) { isRefused(importer, $0) }
    }
  }

  /// Returns the place of each module. One that is in several layers is checked by the highest, and reported.
  private func placeModules(_ check: inout RuleCheck) -> [Place?] {
    var places = [Place?](repeating: nil, count: check.graph.modules.count)
    var isReported = [Bool](repeating: false, count: check.graph.modules.count)
    for (layer, equals) in layers.enumerated() {
      for (equal, selection) in equals.enumerated() {
        for module in check.context.index.membership(of: selection).modules {
          guard let first = places[module] else {
            places[module] = Place(layer: layer, equal: equal)
            continue
          }
          if isReported[module] { continue }
          isReported[module] = true
          let text = Text.ambiguous.filled([
            "target": check.name(module), "rule": check.rule.id, "first": "\(layers[first.layer][first.equal])", "high": "\(first.layer + 1)",
            "second": "\(selection)", "low": "\(layer + 1)",
          ])
          check.report(.ambiguousLayer, at: selection.position, target: module, text)
        }
      }
    }
    return places
  }

  /// Tries imports of each layer from each one above it, directly and through a module in no layer, imports between equals, and a member in
  /// no layer.
  public func probe(_ prober: inout RuleProber) {
    let world = prober.world
    let membership = world.membership(of: members)
    let all = layers.joined().map { world.membership(of: $0) }
    // A member of several layers has no place among them.
    let places = layers.enumerated().flatMap { number, layer in
      layer.map { selection in
        let modules = world.importers(world.membership(of: selection)).filter { module in
          membership.contains(module) && all.count { $0.contains(module) } == 1
        }
        return (layer: number, label: selection.description, modules: modules)
      }
    }
    for (index, place) in places.enumerated() {
      for (otherIndex, other) in places.enumerated() where other.layer <= place.layer && otherIndex != index {
        guard let pair = prober.pair(place.modules, other.modules) else { continue }
        prober.attempt(place.label, other.label, .imports(world, pair))
        guard let middle = world.between else { continue }
        prober.attempt(place.label, other.label, .imports(world, pair, through: middle, exported: false))
      }
    }
    for part in world.parts(of: members) {
      let strays = world.importers(part.membership).filter { module in !all.contains { $0.contains(module) } }
      guard let stray = prober.single(strays) else { continue }
      let name = world.name(stray)
      prober.attempt(part.label, nil, Trial(world, [stray], imports: [], "\(name) is in no layer")) { $0.from == name }
    }
  }

  /// Proposes the order in which parts stand on one another, and the slices of a part; off where a few imports go against it.
  public static func proposals(for repository: ProposalSubject) -> [RuleProposal] {
    let parts = repository.groups(.part)
    let (apps, frameworks) = (repository.apps, repository.frameworks)
    let isOnePart = parts.count == 1 && frameworks.isEmpty
    var proposals: [RuleProposal] = []
    if !isOnePart { proposals += [proposal(.parts, "layers", apps: apps, frameworks + parts, repository)].compactMap(\.self) }
    for (place, part) in parts.enumerated() {
      // The app stands on what is there, if that is all there is.
      proposals += [
        proposal(.part(place), "\(part.name)-layers", apps: isOnePart ? apps : [], repository.slices(of: part), repository)
      ].compactMap(\.self)
    }
    return proposals
  }

  private static func proposal(
    _ topic: RuleProposal.Topic, _ id: String, apps: [FolderGroups.Group], _ groups: [FolderGroups.Group], _ repository: ProposalSubject
  ) -> RuleProposal? {
    // What neither imports nor is imported has no place, and what is on one height with another by a circle has none of its own.
    let all = repository.order(of: groups)
    let circular = Set(all.layers.joined().filter { $0.count > 1 }.joined())
    // The apps give a project's libraries a place.
    let withApps = repository.order(of: apps + groups)
    let linked = groups.indices.filter { place in
      if circular.contains(place) { return false }
      return all.edgeCount(of: place) > 0 || (groups[place].role == .framework && withApps.edgeCount(of: apps.count + place) > 0)
    }.map { groups[$0] }
    let order = repository.order(of: linked)
    // Each target is in one layer.
    let isLayered = order.layers.count > 1 || (!apps.isEmpty && linked.contains { $0.role == .framework })
    if !isLayered || !linked.allSatisfy(repository.isExact) { return nil }
    var layers = order.layers.map { layer in layer.map { [linked[$0[0]]] }.joined().map { $0 } }
    if !apps.isEmpty { layers.insert(apps, at: 0) }
    let edges = repository.order(of: apps + linked)
    let names = layers.map { repository.list($0.map(\.name)) }
    return RuleProposal(
      topic, id,
      Layers(of: repository.selection(layers.flatMap(\.self)), layers.map { layer in layer.map { repository.selection([$0]) } }),
      "From the top: \(names.joined(separator: "; ")). Never the other way: move code down, or pass in what it needs from above.",
      why: "\(edges.edgeCount - order.againstCount) of the \(edges.edgeCount) edges between these groups go this way.",
      otherwise: .off(atMost: max(12, order.edgeCount / 4), toTurnOn: "turn round the imports that go up, or record them in the baseline"))
  }
}
