import ArchRules
import PackageGraph

/// A change of a target's dependencies that mends a finding.
struct DependencyFix {
  enum Change {
    case add(DependencyAddition)
    /// By index.
    case remove([Int])
  }

  let target: ModuleID
  let change: Change
  /// What to do, as a sentence without its end: "Add "Kit", to the dependencies of App in Package.swift:7".
  let words: String
  /// Why it is left to people; `nil` where it is certain.
  var doubt: FixDoubt?
  /// Whether an earlier change makes it too: two modules of one product, two rules of one kind.
  var isRepeated = false

  /// The remedy that reports give.
  func remedy(for finding: Finding) -> String {
    switch doubt {
    case nil: "\(words)."
    case .refused(let rules): "Remove the import, which \(rules.joined(separator: ", ")) \(rules.count == 1 ? "refuses" : "refuse")."
    case .cycle, .packageCycle: "Remove the import: with \(finding.to ?? "it") declared, \(doubt!.text)."
    case let doubt?: "\(words), by hand: \(doubt.text)."
    }
  }
}

/// Finds for findings about dependencies the changes that mend them, each as if those before it were made.
struct DependencyFixes {
  private let repository: Repository
  private var declared: DeclaredGraph
  private var added: [ModuleID: [Manifest.TargetDependency]] = [:]
  private var removed: [ModuleID: Set<Int>] = [:]
  /// The rules that refuse an import, by the target and the name of the module.
  private let refusals: [Import: [String]]
  private let edges: [Edge: [ImportEdge]]
  /// The notices by which it is not known what a module imports.
  private let opaque: [ModuleID: Notice]
  /// The rules that require imports.
  private let requirements: [(rule: String, pairs: Relation)]

  private struct Import: Hashable {
    let target: String?
    let module: String?
  }

  private struct Edge: Hashable {
    let from, to: ModuleID
  }

  private var graph: ModuleGraph { repository.graph }

  /// - Parameter findings: all that there are, known ones too: what a rule refuses stays refused where it is tolerated.
  init(_ repository: Repository, _ ruleSet: RuleSet, findings: [Finding]) {
    self.repository = repository
    declared = DeclaredGraph(repository.graph)
    let missing = findings.compactMap { finding -> Edge? in
      if case .missing(let module, let target) = finding.dependency { Edge(from: target, to: module) } else { nil }
    }
    let isMissing = Set(missing)
    edges = Dictionary(grouping: missing.isEmpty ? [] : repository.graph.imports.filter { isMissing.contains(Edge(from: $0.from, to: $0.to)) }) {
      Edge(from: $0.from, to: $0.to)
    }
    let refusing = findings.filter { $0.dependency == nil && $0.cycle.isEmpty && $0.chain.isEmpty && $0.to != nil }
    let blinding: Set<Notice.Kind> = [.conflictMarker, .foreignSource, .hiddenImport]
    let notices = repository.graph.notices.filter { blinding.contains($0.kind) }
    opaque = Dictionary(notices.compactMap { notice in notice.target.map { ($0, notice) } }) { first, _ in first }
    let requiring = ruleSet.rules.filter { $0.severity != .off && $0.kind is Require }
    let index = requiring.isEmpty ? nil : SelectionIndex(ruleSet, repository.graph)
    requirements = requiring.compactMap { rule in
      guard let index, let spoken = rule.kind.spokenImports, let from = spoken.importers, let to = spoken.imported else { return nil }
      return (rule.id, Relation(subjects: index.membership(of: from), objects: index.membership(of: to)))
    }
    refusals = Dictionary(grouping: refusing) { Import(target: $0.target, module: $0.to) }.mapValues { Set($0.map(\.rule)).sorted() }
  }

  /// The change for a finding; `nil` for one that is not about a dependency.
  ///
  /// - Parameter make: makes a change that is certain, or says why it could not.
  mutating func next(for finding: Finding, make: (DependencyFix) throws -> FixDoubt?) rethrows -> DependencyFix? {
    switch finding.dependency {
    case .missing(let module, let target): try adding(module, to: target, finding, make)
    case .needless(let places, let target): try removing(places, of: target, make)
    case nil: nil
    }
  }

  private mutating func adding(
    _ module: ModuleID, to target: ModuleID, _ finding: Finding, _ make: (DependencyFix) throws -> FixDoubt?
  ) rethrows -> DependencyFix {
    let addition = repository.addition(of: module, to: target)
    let choices = addition.choices.map { "\($0.source)," }.joined(separator: " or ")
    let place = "\(name(of: target)) in \(place(of: target))"
    let namesakes = namesakes(of: module, for: target)
    let words =
      if addition.choices.isEmpty || !namesakes.isEmpty {
        "Add the product that has \(graph.modules[module].name) to the dependencies of \(place)"
      } else if let package = addition.package?.source {
        "Add \(package), to the dependencies of the package, and \(choices) to those of \(place)"
      } else {
        "Add \(choices) to the dependencies of \(place)"
      }
    var fix = DependencyFix(target: target, change: .add(addition), words: words)
    if let choice = addition.choices.first, added[target]?.contains(choice) == true {
      fix.isRepeated = true
      return fix
    }
    fix.doubt = doubt(on: addition, of: module, to: target, refusals[Import(target: finding.target, module: finding.to)] ?? [], namesakes)
    if fix.doubt == nil { fix.doubt = try make(fix) }
    if fix.doubt == nil {
      added[target, default: []].append(addition.choices[0])
      declared.add([module], to: target)
      if addition.package != nil, let own = graph.modules[target].package, let package = graph.modules[module].package {
        declared.add(package: package, to: own)
      }
    }
    return fix
  }

  private func doubt(
    on addition: DependencyAddition, of module: ModuleID, to target: ModuleID, _ refusals: [String], _ namesakes: [ModuleID]
  ) -> FixDoubt? {
    if !refusals.isEmpty { return .refused(refusals) }
    if let cycle = declared.cycle(addingDependencyOf: target, on: module) { return .cycle(cycle) }
    if let own = graph.modules[target].package, let package = graph.modules[module].package, package != own, addition.package != nil {
      let cycle = declared.packageCycle(addingDependencyOf: own, on: package) {
        repository.manifests[$0].manifest.toolsVersion >= ToolsVersion(6, 0)
      }
      if let cycle { return .packageCycle(cycle) }
    }
    if let kind = unfitKind(module, for: target) { return .kind(kind) }
    if !namesakes.isEmpty {
      let packages = ([module] + namesakes).compactMap { id in
        graph.modules[id].package.map { graph.packages[$0].folder } ?? graph.modules[id].identity
      }
      return .severalModules(Set(packages).sorted())
    }
    if addition.choices.isEmpty { return .noProduct }
    if addition.choices.count > 1 { return .severalProducts }
    if addition.isNamedByClone { return .namedByClone }
    if !addition.isComplete { return .noPackage }
    if let identity = doubleIdentity(of: module, for: target, addition) { return .sameIdentity(identity) }
    let imports = (edges[Edge(from: target, to: module)] ?? []).filter { $0.kind != .canImport }
    // A dependency cannot be for one configuration, so that a debug build's is everyone's.
    let isConditional = { (edge: ImportEdge) in edge.condition.map { !["DEBUG", "!DEBUG"].contains($0) } ?? false }
    if let condition = imports.first(where: isConditional)?.condition, imports.allSatisfy(isConditional) { return .conditionalImport(condition) }
    return nil
  }

  /// The other modules of a module's name that an import may mean as well, where the target's package has none: those of packages that it
  /// depends on or, where it depends on none that has one, of the repository.
  private func namesakes(of module: ModuleID, for target: ModuleID) -> [ModuleID] {
    guard let own = graph.modules[target].package, let package = graph.modules[module].package, package != own else { return [] }
    let isNear = declared.reaches(package: package, from: own)
    return graph.modules.indices.filter { id in
      let other = graph.modules[id]
      if id == module || other.name != graph.modules[module].name || other.kind == .plugin || other.kind == .test { return false }
      if let place = other.package { return place != package && (!isNear || declared.reaches(package: place, from: own)) }
      guard let identity = other.identity else { return false }
      return !isNear || repository.identities(ofDependenciesOf: own).contains(identity)
    }
  }

  /// The identity that a package to be added has in common with another that the one that is to depend on it, or one that depends on that,
  /// is built with.
  private func doubleIdentity(of module: ModuleID, for target: ModuleID, _ addition: DependencyAddition) -> String? {
    guard addition.package != nil, let own = graph.modules[target].package, let package = graph.modules[module].package else { return nil }
    let identity = repository.identity(ofPackage: package)
    let named = zip(repository.identities(ofDependenciesOf: own), graph.packages[own].dependencies)
    if named.contains(where: { $0 == identity && $1 != package }) { return identity }
    let namesakes = graph.packages.indices.filter { $0 != package && repository.identity(ofPackage: $0) == identity }
    if namesakes.isEmpty { return nil }
    let roots = graph.packages.indices.filter { $0 == own || declared.reaches(package: own, from: $0) }
    let isBuiltWith = { (other: Int) in
      declared.reaches(package: other, from: package) || roots.contains { $0 == other || declared.reaches(package: other, from: $0) }
    }
    return namesakes.contains(where: isBuiltWith) ? identity : nil
  }

  /// What speaks against a dependency by the kinds of the two targets.
  private func unfitKind(_ module: ModuleID, for target: ModuleID) -> String? {
    switch graph.modules[target].kind {
    case .library, .executable, .test, .macro: break
    case .plugin, .system, .binary, nil: return "\(name(of: target)) is no target whose dependencies are modules"
    }
    switch graph.modules[module].kind {
    case .executable where graph.modules[target].kind != .test: return "\(graph.modules[module].name) is a program"
    case .plugin, .test: return "\(graph.modules[module].name) is a plugin or a test"
    case .executable, .library, .macro, .system, .binary, nil: return nil
    }
  }

  private mutating func removing(
    _ places: [Int], of target: ModuleID, _ make: (DependencyFix) throws -> FixDoubt?
  ) rethrows -> DependencyFix? {
    guard let package = graph.modules[target].package,
      let declaration = repository.manifests[package].manifest.targets.first(where: { $0.name == graph.modules[target].target })
    else { return nil }
    let dependencies = places.map { declaration.dependencies[$0] }
    let lines = Set(dependencies.map { "\($0.source)," }).sorted().joined(separator: " and ")
    var fix = DependencyFix(
      target: target, change: .remove(places), words: "Remove \(lines) from the dependencies of \(name(of: target)) in \(place(of: target))")
    if removed[target]?.isSuperset(of: places) == true {
      fix.isRepeated = true
      return fix
    }
    if let condition = dependencies.compactMap(\.condition).first {
      fix.doubt = .conditionalDependency(condition)
    } else if !declaration.plugins.isEmpty {
      fix.doubt = .madeSources
    } else {
      fix.doubt = requirement(of: places, target) ?? loss(removing: places, of: target)
    }
    if fix.doubt == nil { fix.doubt = try make(fix) }
    if fix.doubt == nil {
      removed[target, default: []].formUnion(places)
      declared.remove(places, of: target)
    }
    return fix
  }

  private func requirement(of places: [Int], _ target: ModuleID) -> FixDoubt? {
    let modules = places.flatMap { graph.modules[target].dependencies[$0].modules }
    return requirements.first { requirement in modules.contains { requirement.pairs.contains(target, $0) } }.map { .required($0.rule) }
  }

  private func loss(removing places: [Int], of target: ModuleID) -> FixDoubt? {
    guard let loss = declared.loss(removing: places, of: target, opaque: Set(opaque.keys)) else { return nil }
    if let module = loss.module { return .needed(by: name(of: loss.importer), module: graph.modules[module].name) }
    return opaque[loss.importer].map {
      .unknownImports(of: name(of: loss.importer), finding: BuiltInRule($0.kind).id, path: $0.path)
    }
  }

  private func name(of target: ModuleID) -> String { graph.modules[target].target ?? graph.modules[target].name }

  private func place(of target: ModuleID) -> String {
    let module = graph.modules[target]
    let path = module.package.map { graph.packages[$0].manifest } ?? ""
    return "\(path)\(module.position.map { ":\($0.line)" } ?? "")"
  }
}

extension DependencyFixes {
  /// The findings, those about dependencies with what to do. All that is to be added is looked at before what is to be taken out, which
  /// others may need until then; and what is left is looked at again while others change, since what is taken out may end a cycle.
  ///
  /// - Parameters:
  ///   - all: the findings with those that the baseline knows.
  ///   - make: makes a change that is certain, or says why it could not.
  static func advise(
    _ findings: [Finding], all: [Finding], _ repository: Repository, _ ruleSet: RuleSet, make: (DependencyFix) throws -> FixDoubt?
  ) rethrows -> (findings: [Finding], fixes: [DependencyFix]) {
    let places = findings.indices.filter { findings[$0].dependency != nil }
    if places.isEmpty { return (findings, []) }
    var findings = findings
    var fixes: [Int: DependencyFix] = [:]
    var planner = DependencyFixes(repository, ruleSet, findings: all)
    let isMissing = { (finding: Finding) in if case .missing = finding.dependency { true } else { false } }
    let order = places.filter { isMissing(findings[$0]) } + places.filter { !isMissing(findings[$0]) }
    var open = order
    var isChanging = true
    while isChanging, !open.isEmpty {
      isChanging = false
      var left: [Int] = []
      for place in open {
        guard let fix = try planner.next(for: findings[place], make: make) else { continue }
        fixes[place] = fix
        if fix.doubt == nil { isChanging = true } else if fix.doubt!.isPassing { left.append(place) }
      }
      open = left
    }
    for (place, fix) in fixes { findings[place].remedy = fix.remedy(for: findings[place]) }
    return (findings, order.compactMap { fixes[$0] }.filter { !$0.isRepeated })
  }
}
