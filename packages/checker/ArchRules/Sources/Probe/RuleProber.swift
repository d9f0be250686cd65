import Calendar
import PackageGraph
import SwiftImports

/// The prober of one rule: it makes what the rule must refuse, and tries each in a graph of just the modules concerned.
public struct RuleProber {
  let world: ProbeWorld
  private let rule: Rule
  private let today: CalendarDate
  private var attempts: [ProbeReport.Attempt] = []
  private let excepted: [Relation]

  /// Returns the attempts at everything that the rule speaks of.
  static func attempts(_ world: ProbeWorld, _ rule: Rule, today: CalendarDate) -> [ProbeReport.Attempt] {
    var prober = RuleProber(world, rule, today: today)
    rule.kind.probe(&prober)
    return prober.attempts
  }

  private init(_ world: ProbeWorld, _ rule: Rule, today: CalendarDate) {
    self.world = world
    self.rule = rule
    self.today = today
    excepted = rule.exceptions.map {
      Relation(subjects: world.membership(of: $0.from), objects: world.membership(of: $0.to))
    }
  }

  /// Returns the first pair of different modules that fits; one without an exception, if there is one.
  func pair(_ subjects: [ModuleID], _ objects: [ModuleID], where isFit: (ModuleID, ModuleID) -> Bool = { _, _ in true }) -> (ModuleID, ModuleID)? {
    var second: (ModuleID, ModuleID)?
    for subject in subjects {
      for object in objects where object != subject && isFit(subject, object) {
        if !excepted.contains(where: { $0.contains(subject, object) }) { return (subject, object) }
        second = second ?? (subject, object)
      }
    }
    return second
  }

  /// Returns the first module without an exception for it as such, else the first.
  func single(_ modules: [ModuleID]) -> ModuleID? {
    modules.first { module in !excepted.contains { $0.hasSubject(module) } } ?? modules.first
  }

  /// Tries a graph, and records under these labels whether the rule has a finding that `isCaught` accepts.
  mutating func attempt(_ from: String, _ to: String?, _ trial: Trial, expecting isCaught: (Finding) -> Bool) {
    var outcome = ProbeReport.Outcome.passed
    if findings(of: rule, in: trial.graph).contains(where: isCaught) {
      outcome = .caught
    } else if !rule.exceptions.isEmpty {
      var strict = rule
      strict.exceptions = []
      if findings(of: strict, in: trial.graph).contains(where: isCaught) { outcome = .excepted }
    }
    attempts.append(ProbeReport.Attempt(from: from, to: to, description: trial.description, outcome: outcome))
  }

  /// Tries a graph whose made-up imports the rule must refuse.
  mutating func attempt(_ from: String, _ to: String, _ trial: Trial) {
    attempt(from, to, trial) { $0.path == ProbeWorld.file || $0.chain.contains { $0.path == ProbeWorld.file } }
  }

  private func findings(of rule: Rule, in graph: ModuleGraph) -> [Finding] {
    let context = EvaluationContext(graph: graph, index: SelectionIndex(world.ruleSet, graph), links: ImportLinks(graph), today: today)
    return RuleCheck.findings(of: rule, path: world.ruleSet.path, context).filter { $0.rule == rule.id }
  }
}

/// A small graph to try a rule on, and its description.
struct Trial {
  var graph: ModuleGraph
  var description: String

  /// Makes a graph of these modules, in order of a chain.
  ///
  /// - Parameters:
  ///   - imports: The imports, as pairs of indexes in `modules`.
  ///   - exported: Whether all imports but the first are `@_exported`.
  init(_ world: ProbeWorld, _ modules: [ModuleID], imports: [(Int, Int)], exported: Bool = false, _ description: String) {
    graph = ModuleGraph()
    graph.packages = world.graph.packages
    graph.modules = modules.map { world.graph.modules[$0] }
    graph.imports = imports.enumerated().map { index, pair in
      ImportEdge(
        from: pair.0, to: pair.1, path: ProbeWorld.file, position: SourcePosition(line: index + 1, column: 8), isExported: exported && index > 0)
    }
    .sorted { ($0.from, $0.position.line) < ($1.from, $1.position.line) }
    self.description = description
  }

  /// Returns a graph in which the first module of the pair imports the second.
  static func imports(_ world: ProbeWorld, _ pair: (ModuleID, ModuleID)) -> Trial {
    Trial(world, [pair.0, pair.1], imports: [(0, 1)], "\(world.name(pair.0)) imports \(world.name(pair.1))")
  }

  /// Returns a graph in which the first module of the pair imports a third, which imports or re-exports the second.
  static func imports(_ world: ProbeWorld, _ pair: (ModuleID, ModuleID), through middle: ModuleID, exported: Bool) -> Trial {
    let verb = exported ? "re-exports" : "imports"
    let description = "\(world.name(pair.0)) imports \(world.name(middle)), which \(verb) \(world.name(pair.1))"
    return Trial(world, [pair.0, middle, pair.1], imports: [(0, 1), (1, 2)], exported: exported, description)
  }
}
