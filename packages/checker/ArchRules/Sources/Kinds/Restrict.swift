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

  /// Proposes that programs and test frameworks are imported by tests alone.
  public static func proposals(for repository: ProposalSubject) -> [RuleProposal] {
    let tests = repository.groups(.tests).map(\.name)
    guard let first = tests.first else { return [] }
    let programs = repository.groups(.executables).map { group in
      RuleProposal.programs(group, Restrict(to: .group(group.name), only: Selection(tests.map { .group($0) })))
    }
    let graph = repository.graph
    let frameworks = ["Testing", "XCTest"].filter { name in graph.imports.contains { graph.modules[$0.to].name == name } }
    if frameworks.isEmpty { return programs }
    return programs + [
      RuleProposal(
        .testFrameworks, "tests-alone-import-test-frameworks",
        Restrict(to: Selection([.selector(Selector(modules: frameworks))]), only: .group(first)),
        "What ships does not link \(frameworks.joined(separator: " or ")): move the helper into a test target or a library for tests.")
    ]
  }
}
