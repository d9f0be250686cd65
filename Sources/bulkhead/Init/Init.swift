import ArchRules
import CommandLine
import PackageGraph
import Platform

extension Commands {
  static let `init` = RepositoryCommand(
    name: "init",
    summary: "propose rules for a repository that has none",
    details: """
      Looks at what is there and prints an arch-rules.json: what is left out (test data, templates), modules made of the folders
      that Xcode builds, groups by folders and names, and a few rules: the layers in which they stand, what is alike and stays
      apart, what is for tests alone, third-party modules behind the one target that imports them, no cycles. What holds but for a
      few imports is proposed with "severity": "off" and says what it would take. That each import is declared and each declared
      dependency used is proposed even where it does not hold; what breaks it today goes into a baseline. What was chosen is told
      on standard error. The proposal is a beginning: rename, merge, and write your own reasons.

      With --explain it prints, in place of the rules, why each folder is left out and why each group and each rule is there, and
      how many edges (an importer with what it imports) the rule saw.

      With --write it writes arch-rules.json and, where there is something to record, bulkhead-baseline.json; bulkhead check then
      exits 0. Files that are there already are never overwritten.
      """,
    options: [.write, .explain, .today],
    examples: [
      ("bulkhead init", "see what would be proposed"),
      ("bulkhead init --explain", "see why"),
      ("bulkhead init --write && bulkhead check", "begin with it"),
    ],
    run: { context in
      let files = [RuleSet().path, Baseline.fileName].map { (name: $0, path: "\(context.root)/\($0)") }
      for file in files where try context.arguments.has(.write) && File.status(file.path) != nil {
        throw Failure("\(file.path) is there already and is not overwritten; remove it, or see a proposal without --write")
      }
      let (graph, scope) = try context.loadForProposal()
      context.progress.begin("looking for rules that hold")
      let proposal = try Proposal(graph, scope: scope, today: try context.today())
      if context.arguments.has(.explain) {
        context.output.write(proposal.explanation(of: graph))
      } else {
        for line in proposal.summary(of: graph) { context.note(line) }
      }
      let known = proposal.baseline.entries.reduce(0) { $0 + $1.count }
      guard context.arguments.has(.write) else {
        if context.arguments.has(.explain) { return .success }
        context.output.write(proposal.text)
        if known > 0 { context.note("--write records \(Report.count(known, "finding")) in \(Baseline.fileName)") }
        return .success
      }
      try File.write(Array(proposal.text.utf8), to: files[0].path)
      context.note("\(files[0].name) is written")
      if known > 0 {
        try File.write(proposal.baseline.encoded(), to: files[1].path)
        context.note("\(files[1].name) records \(Report.count(known, "finding"))")
      }
      return .success
    })
}

extension Context {
  /// Reads the repository as it is, and once more within the scope that is proposed for it.
  fileprivate func loadForProposal() throws -> (graph: ModuleGraph, scope: ScopeProposal) {
    var unloadable: Set<String> = []
    var loaded: ModuleGraph?
    while loaded == nil {
      let entry = IgnoredFolders(paths: unloadable.sorted().map { Selector.Pattern($0) }, reason: "")
      do {
        loaded = try loadRepository(RuleSet(ignored: [entry]), unreadable: .reported).graph
      } catch let error as RepositoryError {
        // Test data may hold what nothing can read.
        guard let folder = ScopeProposal.dataFolder(above: error.path), unloadable.insert(folder).inserted else { throw error }
      }
    }
    let graph = loaded!
    let scope = ScopeProposal(graph, projects: try ProjectMarkers(of: graph, root: root).folders, unloadable: unloadable)
    if scope.isEmpty { return (graph, scope) }
    return (try loadRepository(scope.ruleSet, unreadable: .reported).graph, scope)
  }
}

extension Option {
  static let explain = Option.flag("--explain", "print why each group and each rule is proposed, instead of the rules")
  static let write = Option.flag("--write", "write the files instead of printing the rules")
}
