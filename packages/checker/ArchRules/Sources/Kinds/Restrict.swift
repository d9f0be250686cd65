import PackageGraph

/// The kind of rule by which `to` may be imported by `only` these.
public struct Restrict: RuleKind {
  /// The selection whose importers the rule names.
  public let to: Selection
  let only: Selection

  /// Creates the rule.
  public init(to: Selection, only: Selection) {
    self.to = to
    self.only = only
  }

  public static let name = "restrict"
  public static let summary = "`to` may be imported by `only` these, and by nobody else."
  public static let reference = "Of all targets, `only` these may import `to`."
  public static let fields: [RuleField] = [
    .selection("to", "What is guarded."),
    .selection("only", boundBy: "to", "Who may import it."),
  ]

  public init?(_ values: RuleValues) {
    guard let to = values.selection("to"), let only = values.selection("only") else { return nil }
    self.init(to: to, only: only)
  }

  public var values: RuleValues { ["to": .selection(to), "only": .selection(only)] }
  /// Nothing: every target of the repository is bound, since the rule speaks of importers by the imported module.
  public var boundSelection: Selection? { nil }
  public var spokenImports: SpokenImports? { SpokenImports(of: to) }

  public var sentence: String { "Only \(only) may import \(to)." }
  public var remedy: String { "Remove the import and go through \(only)." }
  public var namedSelections: [(title: String, selection: Selection?)] { [("Guards", to), ("Admits", only)] }

  public enum Text: String, FindingText {
    case refused = "only {only} may import {to}"
  }

  public func check(_ check: inout RuleCheck) {
    let permitted = check.relation(to, only)
    let because = Text.refused.filled(["only": "\(only)", "to": "\(to)"])
    check.checkImports(of: check.context.targets(in: nil)) { permitted.hasSubject($1) && !permitted.contains($1, $0) ? because : nil }
  }

  /// Tries imports by every group that `only` does not name, and by a module in no group.
  public func probe(_ prober: inout RuleProber) {
    let world = prober.world
    let guarded = world.membership(of: to)
    let permitted = Relation(subjects: guarded, objects: world.membership(of: only))
    for part in world.parts(of: to) {
      for group in world.groupsAndOutsiders {
        let importers = world.importers(group.membership)
        let strangers = importers.filter { !guarded.contains($0) }
        let objects = part.membership.modules
        let refused =
          prober.pair(strangers, objects) { !permitted.contains($1, $0) } ?? prober.pair(importers, objects) { !permitted.contains($1, $0) }
        if refused == nil, world.names(only, group) { continue }
        if let pair = refused ?? prober.pair(importers, objects) { prober.attempt(group.label, part.label, .imports(world, pair)) }
      }
    }
  }

  /// Proposes that programs are imported by tests alone, what is for tests by nothing that ships, and a third-party module by the one target
  /// that stands before it.
  public static func proposals(for repository: ProposalSubject) -> [RuleProposal] {
    [programs(repository), testModules(repository)].compactMap(\.self) + fences(repository)
  }

  private static func programs(_ repository: ProposalSubject) -> RuleProposal? {
    let ends = repository.apps + repository.groups(.programs, .examples, .benchmarks)
    // Examples and benchmarks may have libraries of their own, and apps for them.
    let inner = Set(repository.groups(.examples, .benchmarks).flatMap(\.members))
    let users =
      repository.groups(.tests, .appTests) + repository.groups(.examples, .benchmarks)
      + repository.apps.filter { app in repository.roles.edges.contains { app.members.contains($0.from) && inner.contains($0.to) } }
    guard !ends.isEmpty, !users.isEmpty else { return nil }
    let members = ends.flatMap(\.members).map(repository.name)
    let isOne = members.count == 1
    let ending = isOne ? "is an end, not a part: move what others need of it" : "are ends, not parts: move what others need of them"
    let name = ends.first { $0.role != .app }?.name ?? "apps"
    return RuleProposal(
      .programs, "\(name)-are-imported-by-tests-alone", Restrict(to: repository.selection(ends), only: repository.selection(users)),
      "\(repository.list(members)) \(ending) into a library.",
      why: "Nothing is built on what is run.")
  }

  private static func testModules(_ repository: ProposalSubject) -> RuleProposal? {
    let (graph, roles) = (repository.graph, repository.roles)
    if repository.groups(.tests, .appTests).isEmpty { return nil }
    // Whoever asks whether a module is there need not have it.
    let imported = Set(graph.imports.filter { $0.kind != .canImport }.map(\.to))
    let frameworks = graph.modules.indices.filter { module in
      let importers = roles.importers(of: module)
      if !imported.contains(module) || importers.isEmpty || graph.modules[module].origin == .repository { return false }
      if TargetRoles.frameworks.contains(graph.modules[module].name) { return true }
      return TargetRoles.isForTests(graph.modules[module].name) && !importers.contains { roles.ships($0) }
    }
    let support = repository.groups(.testSupport)
    if frameworks.isEmpty && support.isEmpty { return nil }
    let names = Set(frameworks.map(repository.name)).sorted()
    let users = repository.testSide(using: Set(frameworks + support.flatMap(\.members)))
    let guarded: [Selection.Item] = (names.isEmpty ? [] : [.selector(Selector(modules: names))]) + support.map { .group($0.name) }
    let helpers = support.flatMap(\.members).map(repository.name)
    return RuleProposal(
      .tests, "what-ships-imports-nothing-for-tests", Restrict(to: Selection(guarded), only: repository.selection(users)),
      "\(repository.list(names + helpers)) \((names + helpers).count == 1 ? "stays" : "stay") out of what ships: move the helper into a test target"
        + (helpers.isEmpty ? "." : " or into \(repository.list(helpers, "or"))."),
      why: "Tests import \(repository.list(names + helpers)).", otherwise: .recorded)
  }

  /// The most fences proposed: of more, nobody would say that each is meant.
  private static let fenceLimit = 4

  /// Modules that anything may use: to fence them guards nothing.
  private static let generalPurpose: Set = [
    "Algorithms", "ArgumentParser", "AsyncAlgorithms", "Atomics", "BasicContainers", "BitCollections", "Collections", "ComplexModule",
    "CoreMetrics", "DequeModule", "HashTreeCollections", "HeapModule", "IssueReporting", "Logging", "Metrics", "NIOConcurrencyHelpers",
    "NIOCore", "NIOFoundationCompat", "Numerics", "OrderedCollections", "RealModule", "SystemPackage", "Tagged", "Tracing",
  ]

  private static func fences(_ repository: ProposalSubject) -> [RuleProposal] {
    let (graph, roles) = (repository.graph, repository.roles)
    guard graph.modules.indices.count(where: { roles.ships($0) }) > 3 else { return [] }
    // By name: where a manifest does not declare it, the same module is known by its name alone.
    let package = graph.modules.indices.filter(repository.isThirdParty).map { graph.modules[$0] }.reduce(into: [:]) { packages, module in
      packages[module.name] = packages[module.name] ?? module.identity ?? module.package.map { graph.packages[$0].name } ?? module.name
    }
    let importers = roles.edges.filter { graph.modules[$0.to].origin != .repository && package[repository.name($0.to)] != nil }
      .reduce(into: [String: Set<ModuleID>]()) { $0[repository.name($1.to), default: []].insert($1.from) }
    var alone: [ModuleID: [String]] = [:]
    var number: [ModuleID: Int] = [:]
    for (name, all) in importers.sorted(by: { $0.key < $1.key }) where !TargetRoles.isForTests(name) && !generalPurpose.contains(name) {
      let shipped = all.filter { roles.ships($0) }
      for importer in shipped { number[importer, default: 0] += 1 }
      if shipped.count == 1 { alone[shipped.first!, default: []].append(name) }
    }
    // A library that imports few others stands before these; one that alone imports many is where all comes together.
    let owners = alone.filter { owner, names in
      roles[owner] == .library && names.count < 4 && graph.modules[owner].kind != .macro
        && graph.modules.count { $0.origin == .repository && $0.name == graph.modules[owner].name } == 1
    }
    let ranked = owners.keys.sorted { left, right in
      let rank = { (owner: ModuleID) in (number[owner]! - owners[owner]!.count, -roles.importers(of: owner).count, owner) }
      return rank(left) < rank(right)
    }
    // One for each package: what others have in common with it is the owner alone.
    let fences = ranked.flatMap { owner in
      Dictionary(grouping: owners[owner]!) { package[$0]! }.values.sorted { $0[0] < $1[0] }.map { (owner: owner, names: $0) }
    }
    return fences.prefix(fenceLimit).sorted { ($0.owner, $0.names[0]) < ($1.owner, $1.names[0]) }.map { owner, names in
      let all = names.reduce(into: Set<ModuleID>()) { $0.formUnion(importers[$1]!) }
      let users = repository.groups(.tests, .appTests, .testSupport, .examples, .benchmarks).filter { !all.isDisjoint(with: $0.members) }
      let (target, guarded) = (repository.name(owner), repository.list(names))
      let count = roles.importers(of: owner).count { roles.ships($0) }
      let others =
        count == 0 ? "" : "; \(count == 1 ? "1 target that ships imports" : "\(count) targets that ship import") \(target)"
      return RuleProposal(
        .fences, "\(names[0])-behind-\(target)",
        Restrict(
          to: Selection([.selector(Selector(modules: names))]),
          only: Selection([.selector(Selector(modules: [target]))] + users.map { .group($0.name) })),
        "Of all that ships, \(target) alone uses \(guarded): go through it, so that one place knows the package.",
        why: "\(target) alone imports \(guarded)\(others).")
    }
  }
}
