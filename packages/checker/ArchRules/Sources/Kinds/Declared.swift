import PackageGraph

/// The kind of rule by which each import is of a direct dependency that the manifest declares.
public struct Declared: MembersRule {
  public let members: Selection?

  /// Creates the rule over some targets, or over all of the repository.
  public init(_ members: Selection? = nil) { self.members = members }

  public static let name = "declared"
  public static let summary = "Each import is of a direct dependency that the manifest declares, within a package and across packages."
  public static let reference = """
    Each import of a module that a package supplies is of a dependency that the target's own manifest declares. SwiftPM lets an import pass as \
    soon as any dependency of a dependency supplies it; the build then breaks when somebody else's manifest changes. Imports within a package \
    and across packages are judged alike. A module that no manifest names and that is on no list of the platform's ([unknown](#unknown-modules)) \
    is declared by nobody. A module made of folders (`sources` of a group) has no manifest, so its imports are not judged. However many files \
    import a module, there is one finding for it and the target.
    """

  public var sentence: String {
    "Each import in \(members?.description ?? "the repository") is of a direct dependency that the manifest declares, or of the platform."
  }
  public var remedy: String { "Declare the dependency in the manifest if the target may have it; if not, remove the import." }

  public enum Text: String, FindingText {
    case environmental = "{target} declares it only where the environment variable {variable} asks for it: declare it for every build"
    case unreachable = "{target} does not declare it, and no dependency that it declares leads there: it builds by luck of order, if at all"
    case undeclared =
      "{target} does not declare it, and reaches it only through {way}, which the manifest declares: declare it directly"
    case undeclaredFetched = "{target} does not declare it, and gets it, if at all, through what {through} brings with it: declare it directly"
    case unlisted =
      "no manifest names it; it may be of {through}, whose modules are not known: bulkhead init --modules --write lists them"
    case unknown =
      "no manifest names it, and it is no known module of the platform: declare its package, list its modules, or name it under \"platform\""
  }

  /// Reports imports that are not declared. Modules of the platform are no dependencies. Asking `canImport` needs no declaration, nor does
  /// what no build has.
  public func check(_ check: inout RuleCheck) {
    let graph = check.graph
    let declarations = Digraph(
      nodeCount: graph.modules.count,
      edges: graph.modules.indices.flatMap { from in graph.modules[from].dependencies.flatMap(\.modules).map { (from, $0) } })
    for target in check.context.targets(in: members) where !graph.modules[target].isFolders {
      for link in check.links.links(from: target) where graph.modules[link.to].origin != .platform {
        if declarations.successors(of: target).contains(link.to) { continue }
        let places = check.links.places(link).filter { $0.kind != .canImport && !$0.isNeverBuilt }
        if places.isEmpty || check.ledger.excepts(target, link.to) { continue }
        let way = declarations.shortestPath(from: target, to: link.to)?.map { graph.modules[$0].name }
        let variable = environmentVariable(for: link.to, of: target, graph)
        let isUnknown = graph.modules[link.to].origin == .unknown
        let through =
          isUnknown ? unlisted(of: target, check.links, graph) : way == nil ? fetchedUnread(from: target, declarations, graph) : nil
        let text: Text =
          variable != nil
          ? .environmental
          : isUnknown
            ? through != nil ? .unlisted : .unknown : way != nil ? .undeclared : through != nil ? .undeclaredFetched : .unreachable
        let because = text.filled([
          "target": check.name(target), "way": way?.dropFirst().dropLast().joined(separator: " → ") ?? "", "variable": variable ?? "",
          "through": through ?? "",
        ])
        check.report(undeclared: places, because: because)
      }
    }
  }

  /// Returns the environment variable that decides whether the target's manifest names the module, as far as its text shows.
  private func environmentVariable(for module: ModuleID, of target: ModuleID, _ graph: ModuleGraph) -> String? {
    guard let package = graph.modules[target].package else { return nil }
    let names = graph.packages[package].environmentNames
    // Where the whole target hangs on a variable, what it does not declare it never has.
    if let own = graph.modules[target].target, names[own] != nil { return nil }
    return graph.modules[module].target.flatMap { names[$0] } ?? names[graph.modules[module].name]
  }

  /// Returns the products that a target's dependencies lead to and whose own dependencies are not known; `nil` where there is none.
  private func fetchedUnread(from target: ModuleID, _ declarations: Digraph, _ graph: ModuleGraph) -> String? {
    list(ShortestPathTree(declarations, from: target).reached.filter { graph.modules[$0].isAssumed && graph.modules[$0].kind == nil }, graph)
  }

  /// Returns the products that a target declares, whose modules are not known, and of which it imports none by the product's name.
  private func unlisted(of target: ModuleID, _ links: ImportLinks, _ graph: ModuleGraph) -> String? {
    let declared = graph.modules[target].dependencies.flatMap(\.modules)
    return list(declared.filter { graph.modules[$0].isAssumed && links.link(from: target, to: $0) == nil }, graph)
  }

  private func list(_ products: [ModuleID], _ graph: ModuleGraph) -> String? {
    let names = products.prefix(3).map { graph.modules[$0].target ?? graph.modules[$0].name }
    if names.isEmpty { return nil }
    return names.joined(separator: " or ") + (products.count > 3 ? " or another" : "")
  }

  /// Tries undeclared imports of a target: beside the importer, in another package, and declared by a dependency alone.
  public func probe(_ prober: inout RuleProber) {
    let world = prober.world
    for part in world.parts(of: members) {
      let targets = world.importers(part.membership)
      let everyone = world.graph.modules.indices.filter { world.graph.modules[$0].origin == .repository }
      guard let pair = prober.pair(targets, everyone), let middle = everyone.first(where: { $0 != pair.0 && $0 != pair.1 }) else { continue }
      let names = (world.name(pair.0), world.name(pair.1), world.name(middle))

      for isNeighbour in [true, false] {
        let place = isNeighbour ? "of its package" : "of another package"
        var trial = Trial(world, [pair.0, pair.1], imports: [(0, 1)], "\(names.0) imports \(names.1) \(place), which it does not declare")
        trial.graph.modules[1].package = isNeighbour ? trial.graph.modules[0].package : trial.graph.packages.count - 1
        if !isNeighbour { trial.graph.modules[0].package = 0 }
        prober.attempt(part.label, "undeclared", trial)
      }

      var trial = Trial(
        world, [pair.0, pair.1, middle], imports: [(0, 2), (0, 1)],
        "\(names.0) imports \(names.1), which only its dependency \(names.2) declares")
      trial.graph.modules[0].dependencies = [DeclaredDependency(name: names.2, modules: [2])]
      trial.graph.modules[2].dependencies = [DeclaredDependency(name: names.1, modules: [1])]
      prober.attempt(part.label, "undeclared", trial)
    }
  }

  public static func proposals(for repository: ProposalSubject) -> [RuleProposal] {
    [
      RuleProposal(
        .repository, "imports-are-declared", Declared(),
        "An import that works because another target declares the dependency breaks when that one stops: declare it where it is used.",
        why: "SwiftPM lets imports pass that no manifest declares.", otherwise: .recorded)
    ]
  }
}
