import ArchRules
import CommandLine
import PackageGraph
import Platform

extension Commands {
  static let graph = RepositoryCommand(
    name: "graph",
    summary: "draw who imports whom",
    details: """
      Draws the repository's targets and the imports between them, in columns from those that import to those that are imported.
      Groups of arch-rules.json have colours, and findings that no baseline records are red; without that file the groups are the
      folders that targets are in. An arrow that others imply is pale; one that is declared and not imported, or only asked for by
      canImport, is dashed.

      Tests and modules from outside the repository are left out unless asked for, except where a finding is about them.
      The svg needs no other program; it is light or dark as the screen is, and pointing at a box shows its arrows alone.
      The json holds everything, tests and places included: docs/schemas/graph.schema.json describes it.
      """,
    options: [.graphFormat, .focus, .depth, .groups, .includeExternal, .includeTests, .stable, .rules, .today],
    examples: [
      ("bulkhead graph --format svg > graph.svg", "a picture for a browser"),
      ("bulkhead graph --format mermaid --groups", "the groups alone, for a Markdown page"),
      ("bulkhead graph --format svg --stable > docs/graph.svg", "a picture to commit"),
      ("bulkhead graph --focus Core --depth 2", "what a module has to do with, two steps around it, as DOT"),
    ],
    run: { context in
      let options = try GraphOptions(context)
      let subject = try GraphSubject(context)
      switch context.arguments[.graphFormat] ?? "dot" {
      case "json": context.output.write(try subject.json(options).line())
      case "mermaid": context.output.write(try Diagram(subject, options).mermaid)
      case "svg": context.output.write(try Diagram(subject, options).svg)
      default: context.output.write(try Diagram(subject, options).dot)
      }
      return .success
    })
}

extension Option {
  static let graphFormat = Option.choice("--format", ["dot", "mermaid", "json", "svg"], "the form of the graph; dot if not given")
  static let focus = Option.value("--focus", "MODULE", "only the module (or FOLDER:TARGET), its importers and what it imports")
  static let depth = Option.value("--depth", "N", "with --focus: so many steps away; 1 if not given")
  static let groups = Option.flag("--groups", "a box for each group, with the number of imports between them")
  static let includeExternal = Option.flag("--include-external", "draw modules from outside the repository as well")
  static let includeTests = Option.flag("--include-tests", "draw test targets as well")
  static let stable = Option.flag("--stable", "leave out counts and places, so that a drawing changes only when who imports whom does")
}

extension GraphOptions {
  init(_ context: Context) throws {
    let arguments = context.arguments
    focus = arguments[.focus]
    collapsesGroups = arguments.has(.groups)
    includesExternal = arguments.has(.includeExternal)
    includesTests = arguments.has(.includeTests)
    isStable = arguments.has(.stable)
    if isStable, arguments[.graphFormat] == "json" {
      throw UsageError("--stable is for drawings; json holds everything")
    }
    guard let text = arguments[.depth] else { return }
    guard let number = Int(text), number >= 0 else {
      throw UsageError("--depth \(text): expected a number of steps such as 2")
    }
    if focus == nil { throw UsageError("--depth says how far from --focus MODULE to go, which is missing") }
    depth = number
  }
}

extension GraphSubject {
  /// The repository with the groups of its rules and the findings that its baseline does not record; where it has no rules file and none is named, with its folders for groups.
  init(_ context: Context) throws { try self.init(context, try context.loadRepository(unreadable: .told).graph) }

  init(_ context: Context, _ graph: ModuleGraph) throws {
    let hasRules = try context.arguments.has(.rules) || File.status("\(context.root)/arch-rules.json") != nil
    let ruleSet = hasRules ? try context.loadRules() : nil
    guard let ruleSet else {
      context.note("there is no arch-rules.json, so groups are folders and there are no findings; bulkhead init proposes one")
      let groups = FolderGroups(graph).groups.filter(\.isOfFolders)
      self.init(graph: graph, groups: groups.map { ($0.name, $0.members) }, findings: [])
      return
    }
    let index = SelectionIndex(ruleSet, graph)
    let groups = ruleSet.groups.map { ($0.name, index.membership(of: .group($0.name)).modules) }
    // What the baseline knows is nothing new to show.
    let outcome = try BaselineFiles(context, graph).apply(to: ruleSet.evaluate(graph, today: try context.today()))
    self.init(graph: graph, groups: groups, findings: outcome.findings)
  }

  private init(graph: ModuleGraph, groups: [(name: String, members: [ModuleID])], findings: [Finding]) {
    let members = groups.map { Set($0.members) }
    self.init(
      graph: graph, groupNames: groups.map(\.name),
      groups: graph.modules.indices.map { module in members.indices.filter { members[$0].contains(module) } }, findings: findings)
  }
}
