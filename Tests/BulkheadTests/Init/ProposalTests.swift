import ArchRules
import Calendar
import CommandLine
import PackageGraph
import SwiftImports
import TestSupport
import Testing

@testable import Bulkhead

@Suite(.blocking) struct ProposalTests {
  private let today = CalendarDate("2026-11-21")!

  private func propose(_ graph: ModuleGraph) throws -> (rules: [String: any RuleKind], proposal: Proposal) {
    let proposal = try Proposal(graph, scope: ScopeProposal(graph, projects: []), today: today)
    let ruleSet = try RuleSet(parsing: Array(proposal.text.utf8), path: "arch-rules.json")
    return (Dictionary(uniqueKeysWithValues: ruleSet.rules.map { ($0.id, $0.kind) }), proposal)
  }

  @Test func `parts, programs, tests and what comes from outside are groups`() throws {
    var graph = makeGraph("App -> Core Foundation", "AppTests -> App Testing", external: ["Foundation", "Testing"])
    graph.modules[1].folder = "Tests/AppTests"
    graph.modules[0].kind = .executable
    graph.modules.append(Module(name: "Fetched", origin: .product, target: "Fetched"))
    graph.imports.append(ImportEdge(from: 2, to: 5, path: "Sources/Core/File.swift", position: SourcePosition(line: 9, column: 8)))
    let groups = FolderGroups(graph).groups
    #expect(groups.map(\.name) == ["sources", "programs", "tests", "dependencies", "platform"])
    #expect(groups.map { $0.selector.paths.map(\.text) } == [["Sources"], ["Sources/App"], ["Tests"], [], []])
    #expect(groups.map { $0.selector.modules.map(\.text) } == [[], [], [], ["Fetched"], ["Foundation", "Testing"]])
    let rules = try propose(graph).rules
    #expect(rules["what-ships-imports-nothing-for-tests"] != nil && rules["programs-are-imported-by-tests-alone"] != nil)
  }

  @Test func `a rule that does not hold is left out, with an example`() throws {
    var graph = makeGraph("Core -> Tool", "CoreTests -> Core")
    graph.modules[2].kind = .executable
    let (rules, proposal) = try propose(graph)
    #expect(rules["programs-are-imported-by-tests-alone"] == nil)
    #expect(proposal.dropped.first?.example.from == "Core")
    #expect(proposal.summary(of: graph).contains { $0.contains("Core imports Tool") })
    #expect(proposal.explanation(of: graph).contains("left out: programs-are-imported-by-tests-alone"))
  }

  @Test func `what ships and imports a test framework today is for the baseline`() throws {
    let (rules, proposal) = try propose(makeGraph("Core -> Testing", "Kit -> Core", "CoreTests -> Core Testing", external: ["Testing"]))
    #expect(rules["what-ships-imports-nothing-for-tests"] != nil)
    #expect(proposal.baseline.entries.contains { $0.identity.rule == "what-ships-imports-nothing-for-tests" && $0.identity.from == "Core" })
  }

  @Test func `what holds but for a few imports is off, and says what it would take`() throws {
    var graph = makeGraph("A -> B", "B -> Core", "C -> Core")
    for (id, module) in graph.modules.enumerated() where module.name != "Core" { graph.modules[id].folder = "Features/\(module.name)" }
    let proposal = try propose(graph).proposal
    let rule = try #require(proposal.rules.first { $0.rule.id == "features-are-independent" })
    #expect(rule.rule.severity == .off && rule.findings == 1)
    #expect(rule.rule.reason.contains("(Off: 1 finding today. To turn it on: move what they import of one another"))
    #expect(proposal.baseline.entries.allSatisfy { $0.identity.rule != "features-are-independent" })
  }

  @Test func `only groups that a rule speaks of are written, and each rule says how many edges it saw`() throws {
    let graph = makeGraph("A -> C", "B -> C", "C -> D", "D -> Foundation", "E -> D", "ATests -> A XCTest", external: ["Foundation", "XCTest"])
    let proposal = try propose(graph).proposal
    let ruleSet = try RuleSet(parsing: Array(proposal.text.utf8), path: "arch-rules.json")
    #expect(ruleSet.evaluate(graph, today: today).filter { $0.rule == BuiltInRule.unusedGroup.id } == [])
    #expect(proposal.groups.map(\.name) == ["d", "c-and-e", "a-and-b", "tests"])
    #expect(proposal.explanation(of: graph).contains("It saw 4 edges, importers with what they import: holds."))
  }

  @Test func `a target in no group is told with what would bind it`() throws {
    let proposal = try propose(makeGraph("A", "B", "ATests -> A XCTest", external: ["XCTest"])).proposal
    let told = proposal.summary(of: ModuleGraph()).first { $0.contains("everything-is-covered") }
    #expect(
      told == "  everything-is-covered (covered): A (Sources/A) is in no group (and 1 more like it); the rules above speak of no such group: "
        + "write one that does, then this one")
  }

  @Test func `declared and used are proposed where they do not hold, and the rest is for the baseline`() throws {
    var graph = makeGraph("App -> Core", "Core ~> Net")
    for module in graph.modules.indices { graph.modules[module].fileCount = 1 }
    let (rules, proposal) = try propose(graph)
    #expect(rules["imports-are-declared"] != nil && rules["dependencies-are-used"] != nil)
    #expect(proposal.baseline.entries.map(\.identity.rule) == ["dependencies-are-used", "imports-are-declared"])
  }

  @Test func `many packages at the top are one group`() throws {
    var graph = ModuleGraph()
    for number in 0..<8 {
      graph.packages.append(Package(name: "p\(number)", folder: "P\(number)"))
      graph.modules.append(Module(name: "M\(number)", kind: .library, package: number, target: "M\(number)", folder: "P\(number)/Sources/M\(number)"))
    }
    #expect(FolderGroups(graph).groups.map(\.name) == ["packages"])
  }

  @Test func `targets in one folder are told apart by name`() throws {
    var graph = makeGraph("A -> B", "ATests -> A")
    for module in graph.modules.indices { graph.modules[module].folder = "." }
    #expect(FolderGroups(graph).groups.map { $0.selector.modules.map(\.text) } == [["A", "B"], ["ATests"]])
  }

  @Test func `a repository without targets is no repository to make rules for`() {
    #expect(throws: Failure.self) { try Proposal(ModuleGraph(), scope: ScopeProposal(ModuleGraph(), projects: []), today: today) }
  }

  @Test func `for any graph the proposal is valid, and holds with its baseline`() throws {
    var generator = SeededGenerator(for: "for any graph the proposal is valid, and holds with its baseline")
    for _ in 0..<150 {
      let graph = makeRandomRepository(&generator)
      let proposal = try Proposal(graph, scope: ScopeProposal(graph, projects: []), today: today)
      let ruleSet = try RuleSet(parsing: Array(proposal.text.utf8), path: "arch-rules.json")
      let outcome = proposal.baseline.apply(to: ruleSet.evaluate(graph, today: today))
      #expect(outcome.new.filter { $0.severity == .error } == [] && outcome.stale == [])
    }
  }

  /// Packages at the root, in folders and deep down, some targets in odd places, names that repeat, imports of all kinds, cycles as well.
  private func makeRandomRepository(_ generator: inout SeededGenerator) -> ModuleGraph {
    var graph = ModuleGraph()
    let folders = [".", "packages/One", "packages/Two", "services/api", "Deep/er/Still", "Alone"].shuffled(using: &generator)
    graph.packages = folders.prefix(Int.random(in: 1...6, using: &generator)).sorted().map { Package(name: $0, folder: $0) }
    for (package, folder) in graph.packages.map(\.folder).enumerated() {
      let base = folder == "." ? "" : "\(folder)/"
      for number in 0..<Int.random(in: 1...5, using: &generator) {
        let name = "\(["Core", "Kit", "App"].randomElement(using: &generator)!)\(Int.random(in: 0..<3, using: &generator))x\(number)"
        let kind = TargetKind.allCases.randomElement(using: &generator)!
        let places = ["\(base)Sources/\(name)", "\(base)Tests/\(name)", "\(base)\(name)", folder, "\(base)Sources"]
        graph.modules.append(Module(name: name, kind: kind, package: package, target: name, folder: places.randomElement(using: &generator)!))
      }
    }
    let targets = graph.modules.count
    for name in ["Foundation", "Testing", "XCTest"] { graph.modules.append(Module(name: name, origin: .platform)) }
    graph.modules.append(Module(name: "Fetched", origin: .product, target: "Fetched"))
    for _ in 0..<Int.random(in: 0...40, using: &generator) {
      let (from, to) = (Int.random(in: 0..<targets, using: &generator), Int.random(in: 0..<graph.modules.count, using: &generator))
      if Bool.random(using: &generator) {
        graph.modules[from].dependencies.append(DeclaredDependency(name: graph.modules[to].name, modules: [to]))
      }
      let kind: ImportEdge.Kind = [.import, .import, .canImport, .externalMacro].randomElement(using: &generator)!
      graph.imports.append(
        ImportEdge(
          from: from, to: to, kind: kind, path: "\(from).swift", position: SourcePosition(line: graph.imports.count + 1, column: 8),
          isExported: Int.random(in: 0..<5, using: &generator) == 0))
    }
    graph.imports.sort { ($0.from, $0.position.line) < ($1.from, $1.position.line) }
    return graph
  }
}
