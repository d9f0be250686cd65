import PackageGraph

/// The kind of rule by which each declared dependency is imported.
public struct Used: MembersRule {
  public let members: Selection?
  /// Whether that is judged, too, of which imports may not tell.
  let isStrict: Bool

  /// Creates the rule over some targets, or over all of the repository.
  public init(_ members: Selection? = nil) { self.init(members, isStrict: false) }

  /// Creates the rule over some targets, or over all of the repository.
  public init(_ members: Selection?, isStrict: Bool) {
    self.members = members
    self.isStrict = isStrict
  }

  public static let name = "used"
  public static let summary = "Each dependency that a manifest declares is imported by a source of the target."
  public static let reference = """
    Each dependency that a target declares is imported by one of its sources. A dependency that only the target's tests use, or that arrives \
    by a re-export anyway, is said to be that. What no import could show is not judged: plugins, executables, binaries, and products of which no \
    module is known. Nor is, without `"strict": true`, what imports may not tell: targets that use a build tool plugin, which may make sources; \
    umbrella targets, whose sources hold nothing but re-exports; and dependencies on C targets and system libraries, which may be there to be \
    linked alone.
    """
  public static var fields: [RuleField] {
    [
      .selection("in", isRequired: false, membersHelp),
      .flag(
        "strict", meaning: "whether that is judged, too, of which imports may not tell",
        "`true`: targets that use a build tool plugin, umbrella targets and dependencies on C targets and system libraries are judged as well."),
    ]
  }

  public init?(_ values: RuleValues) { self.init(values.selection("in"), isStrict: values.flag("strict")) }

  public var values: RuleValues { ["in": members.map { .selection($0) }, "strict": .flag(isStrict)] }

  public var sentence: String {
    let unjudged = isStrict ? "" : ", as far as imports can tell"
    return "Each dependency that a target of \(members?.description ?? "the repository") declares is imported by one of its sources\(unjudged)."
  }
  public var remedy: String { "Remove the dependency from the manifest, or declare it where it is used." }

  public enum Text: String, FindingText {
    case unused = "{target} declares {dependency}, but none of its files imports it{hint}"
    case passedOn = "; it gets {module} only through the re-export of {through}"
    case oneTestDeclares = "; only {tests} does, by a declaration of its own"
    case testsDeclare = "; only {tests} do, by a declaration of their own"
    case oneTest = "; only {tests} does: declare it in {undeclared}"
    case tests = "; only {tests} do: declare it in {undeclared}"
  }

  /// Reports declared dependencies of which no module is imported, asked for by `canImport`, or named in `#externalMacro`. A re-export
  /// (`@_exported import`) is an import; a module that arrives by the re-export of another is not imported.
  ///
  /// Dependencies that no import could show are not checked: those of targets without Swift sources, and those on plugins and executables
  /// (they are run), on binaries and on products whose modules are not known. Where no module list has a product, it is known to have a
  /// module of its name once somebody imports that; a target that imports unknown modules may have them from it. What no build has uses
  /// nothing.
  public func check(_ check: inout RuleCheck) {
    let (graph, links) = (check.graph, check.links)
    let imported = Set(graph.imports.map(\.to))
    for target in check.context.targets(in: members) where isJudged(target, graph, links) {
      var needless: [(to: String, places: [Int], modules: [ModuleID])] = []
      for (place, dependency) in graph.modules[target].dependencies.enumerated() where !dependency.modules.isEmpty {
        let modules = dependency.modules
        if modules.contains(where: { links.link(from: target, to: $0)?.isBuilt == true || !isImportable($0, graph) }) { continue }
        if modules.contains(where: { graph.modules[$0].isAssumed && !imported.contains($0) }) { continue }
        if modules.contains(where: { graph.modules[$0].isAssumed }), importsUnknown(target, graph, links) { continue }
        // The ledger is asked last, so that only what is refused counts as needed.
        if modules.map({ check.ledger.excepts(target, $0) }).contains(true) { continue }
        let to = modules.count == 1 ? check.name(modules[0]) : dependency.name
        if let known = needless.firstIndex(where: { $0.to == to }) {
          needless[known].places.append(place)
        } else {
          needless.append((to, [place], modules))
        }
      }
      for (to, places, modules) in needless {
        let dependency = graph.modules[target].dependencies[places[0]]
        let text = Text.unused.filled([
          "target": check.name(target), "dependency": dependency.name, "hint": hint(target, modules, graph, links),
        ])
        check.report(
          target: target, to: to, at: dependency.position, text + check.ended(modules.map { (target, $0) }),
          dependency: .needless(places, of: target))
      }
    }
  }

  private func isJudged(_ target: ModuleID, _ graph: ModuleGraph, _ links: ImportLinks) -> Bool {
    let module = graph.modules[target]
    if !isStrict && (module.isUmbrella || !module.plugins.isEmpty) { return false }
    return module.fileCount > 0 || !links.links(from: target).isEmpty
  }

  private func isImportable(_ id: ModuleID, _ graph: ModuleGraph) -> Bool {
    let module = graph.modules[id]
    switch module.kind {
    case .plugin, .executable, .binary: return false
    case .system: return isStrict
    case .library: return isStrict || module.origin != .repository || module.fileCount > 0
    default: return true
    }
  }

  private func importsUnknown(_ target: ModuleID, _ graph: ModuleGraph, _ links: ImportLinks) -> Bool {
    links.links(from: target).contains { graph.modules[$0.to].origin == .unknown }
  }

  /// Returns a hint at the targets that use the dependency instead, or at the module that passes it on.
  private func hint(_ target: ModuleID, _ modules: [ModuleID], _ graph: ModuleGraph, _ links: ImportLinks) -> String {
    for link in links.links(from: target) where link.isBuiltImport {
      if let reexport = links.reexports(of: link.to).first(where: { modules.contains($0.module) }) {
        return Text.passedOn.filled(["module": graph.modules[reexport.module].name, "through": graph.modules[link.to].name])
      }
    }
    let tests = graph.modules.indices.filter { candidate in
      let module = graph.modules[candidate]
      return module.isTest && module.dependencies.contains { $0.modules.contains(target) }
        && modules.contains { links.link(from: candidate, to: $0)?.isBuilt == true }
    }
    if tests.isEmpty { return "" }
    let names = { (modules: [ModuleID]) in modules.map { graph.modules[$0].name }.joined(separator: ", ") }
    let undeclared = tests.filter { test in !graph.modules[test].dependencies.contains { !Set($0.modules).isDisjoint(with: modules) } }
    if undeclared.isEmpty { return (tests.count == 1 ? Text.oneTestDeclares : .testsDeclare).filled(["tests": names(tests)]) }
    return (tests.count == 1 ? Text.oneTest : .tests).filled(["tests": names(tests), "undeclared": names(undeclared)])
  }

  public func probe(_ prober: inout RuleProber) {
    let world = prober.world
    let libraries = world.graph.modules.indices.filter { world.graph.modules[$0].origin == .repository && world.graph.modules[$0].kind == .library }
    for part in world.parts(of: members) {
      guard let pair = prober.pair(world.importers(part.membership), libraries) else { continue }
      let names = (world.name(pair.0), world.name(pair.1))
      var trial = Trial(world, [pair.0, pair.1], imports: [], "\(names.0) declares \(names.1) and does not import it")
      trial.graph.modules[0].dependencies = [DeclaredDependency(name: names.1, modules: [1])]
      prober.attempt(part.label, "unused", trial) { $0.from == names.0 && $0.to == names.1 }
    }
  }

  public static func proposals(for repository: ProposalSubject) -> [RuleProposal] {
    [
      RuleProposal(
        .repository, "dependencies-are-used", Used(),
        "A dependency that nothing imports costs build time and hides what a target needs: remove it from the manifest.",
        why: "SwiftPM builds and links what nothing imports.", otherwise: .recorded)
    ]
  }
}
