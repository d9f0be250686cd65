import ArchRules
import Calendar
import PackageGraph

/// A repository as the page shows it: its modules, who imports whom and where, the rules and how they stand.
///
/// A value made from a graph and rules alone, so that tests make it without files.
struct Architecture: Sendable {
  /// Name of the repository: its folder's.
  var name: String
  var graph: ModuleGraph
  /// Lines of its Swift files, by module.
  var lines: [Int]
  /// Groups of the rules file, in its order.
  var groupNames: [String]
  /// Groups that it is in, by module, ascending.
  var groups: [[Int]]
  /// Findings that the baseline does not know, by path and place.
  var findings: [Finding]
  /// Number of findings that the baseline knows.
  var baselined: Int
  /// Pairs of an importing and an imported module, each once.
  var edges: [ModuleEdge]
  /// Findings about a module and about no edge, by module.
  var moduleFindings: [[Int]]
  var rules: [RuleStatus]
  /// Path of the rules file, relative to the root; `nil` where there is none.
  var rulesPath: String?
  /// Layer of each module by the `layers` rule that places the most modules, from the top; `nil` for the others.
  var layers: [Int?]

  /// - Parameters:
  ///   - ruleSet: `nil` for a repository without rules: there are no groups and no findings then.
  ///   - baselines: the known findings.
  ///   - lines: by module; all 0 if not given.
  ///   - today: decides which exceptions are over.
  init(name: String, graph: ModuleGraph, ruleSet: RuleSet?, baselines: [Baseline] = [], lines: [Int]? = nil, today: CalendarDate) {
    self.name = name
    self.graph = graph
    self.lines = lines ?? graph.modules.map { _ in 0 }
    let ruleSet = ruleSet ?? RuleSet()
    let index = SelectionIndex(ruleSet, graph)
    rulesPath = ruleSet.rules.isEmpty && ruleSet.groups.isEmpty ? nil : ruleSet.path
    groupNames = ruleSet.groups.map(\.name)
    groups = graph.modules.indices.map { module in
      ruleSet.groups.indices.filter { index.groups[ruleSet.groups[$0].name]?.contains(module) ?? false }
    }
    let all = ruleSet.evaluate(graph, today: today)
    let outcome = baselines.apply(to: all)
    let findings = (outcome.new + outcome.stale).filter { $0.severity != .off }.sorted(by: Finding.isBefore)
    self.findings = findings
    baselined = outcome.baselined
    (edges, moduleFindings) = ModuleEdge.all(in: graph, findings: findings)
    rules = ruleSet.rules.map { rule in
      let known = all.count { $0.rule == rule.id } - outcome.new.count { $0.rule == rule.id }
      return RuleStatus(rule, graph: graph, index: index, findings: findings, baselined: known, today: today)
    }
    layers = Self.layers(ruleSet, graph, index)
  }

  private static func layers(_ ruleSet: RuleSet, _ graph: ModuleGraph, _ index: SelectionIndex) -> [Int?] {
    let none = [Int?](repeating: nil, count: graph.modules.count)
    let candidates = ruleSet.rules.map { rule in
      guard let layers = (rule.kind as? Layers)?.layers, rule.severity != .off else { return none }
      var places = none
      for (layer, selections) in layers.enumerated() {
        for module in selections.flatMap({ index.membership(of: $0).modules }) where places[module] == nil { places[module] = layer }
      }
      return places
    }
    // Of several rules that place as many, the first.
    return candidates.reduce(none) { best, next in next.count { $0 != nil } > best.count { $0 != nil } ? next : best }
  }

  func isTarget(_ module: ModuleID) -> Bool { graph.modules[module].origin == .repository }

  /// Targets that are tests, and those that nothing but tests imports or declares.
  var testOnly: [Bool] {
    var importers: [[ModuleID]] = graph.modules.map { _ in [] }
    for edge in edges { importers[edge.to].append(edge.from) }
    // A program among the tests is one of them, though nothing imports it.
    var isTestOnly = graph.modules.map { $0.isTest || $0.folder?.split(separator: "/").contains("Tests") ?? false }
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      for module in graph.modules.indices where !isTestOnly[module] && isTarget(module) {
        if !importers[module].isEmpty, importers[module].allSatisfy({ isTestOnly[$0] }) {
          // A program that tests start is still a program.
          if graph.modules[module].kind == .executable { continue }
          isTestOnly[module] = true
          hasChanged = true
        }
      }
    }
    return isTestOnly
  }
}
