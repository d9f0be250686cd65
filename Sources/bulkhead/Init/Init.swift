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

      Which modules the products of fetched packages have is written into arch-modules.json, so that every machine judges alike,
      with or without .build/checkouts. With --modules it is that list alone that is printed, or with --write written anew: after
      a dependency was added or removed, and swift package resolve has fetched what is missing.
      """,
    options: [.write, .explain, .modules, .scratchPath, .today],
    examples: [
      ("bulkhead init", "see what would be proposed"),
      ("bulkhead init --explain", "see why"),
      ("bulkhead init --write && bulkhead check", "begin with it"),
      ("bulkhead init --modules --write", "bring arch-modules.json up to date"),
    ],
    run: { context in
      if context.arguments.has(.modules) { return try ModuleListing(context).run() }
      let files = [RuleSet().path, Baseline.fileName].map { (name: $0, path: "\(context.root)/\($0)") }
      for file in files where try context.arguments.has(.write) && File.status(file.path) != nil {
        throw Failure("\(file.path) is there already and is not overwritten; remove it, or see a proposal without --write")
      }
      let (graph, scope, modules) = try context.loadForProposal()
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
      try modules.write()
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
  /// Reads the repository as it is, and once more within the scope that is proposed for it, with what is known of fetched packages.
  ///
  /// A package manager has hundreds of fixtures with computed manifests, which would take SwiftPM minutes to be left out then: those in
  /// folders named for test data are evaluated at the first reading only where the second finds that the repository stands on one.
  fileprivate func loadForProposal() throws -> (graph: ModuleGraph, scope: ScopeProposal, modules: ModuleListing) {
    let quick = try loadForProposal(evaluatesData: false)
    let scope = quick.scope.ruleSet.scope
    let leftOut = { (folder: String) in sequence(first: folder) { $0.isEmpty ? nil : PathText.parent($0) }.contains(where: scope.ignores) }
    let isNeeded = quick.graph.packages.contains { !$0.isExternal && leftOut($0.folder) }
    let unread = quick.graph.notices.filter { $0.kind == .unreadableManifest && ScopeProposal.dataFolder(of: PathText.parent($0.path)) != nil }
    return !isNeeded && unread.isEmpty ? quick : try loadForProposal(evaluatesData: true)
  }

  private func loadForProposal(evaluatesData: Bool) throws -> (graph: ModuleGraph, scope: ScopeProposal, modules: ModuleListing) {
    var unloadable: Set<String> = []
    var loaded: ModuleGraph?
    while loaded == nil {
      let entry = IgnoredFolders(paths: unloadable.sorted().map { Selector.Pattern($0) }, reason: "")
      do {
        loaded = try loadRepository(RuleSet(ignored: [entry]), unreadable: .reported) { folder in
          evaluatesData || ScopeProposal.dataFolder(of: folder) == nil
        }.graph
      } catch let error as RepositoryError {
        // Test data may hold what nothing can read.
        guard let folder = ScopeProposal.dataFolder(of: PathText.parent(error.path)), unloadable.insert(folder).inserted else { throw error }
      }
    }
    let graph = loaded!
    let projects = try ProjectMarkers(of: graph, root: root)
    let scope = ScopeProposal(
      graph, projects: projects.folders, built: projects.built, unloadable: unloadable, evaluatesData: evaluatesData)
    let modules = try ModuleListing(self, within: scope.ruleSet)
    return (try loadRepository(scope.ruleSet, modules: .list(modules.list), unreadable: .reported).graph, scope, modules)
  }
}

extension Option {
  static let explain = Option.flag("--explain", "print why each group and each rule is proposed, instead of the rules")
  static let write = Option.flag("--write", "write the files instead of printing them")
  static let modules = Option.flag("--modules", "list the modules of fetched packages: arch-modules.json, and nothing else")
  static let scratchPath = Option.value(
    "--scratch-path", "DIR", "where SwiftPM or Xcode keeps fetched packages, besides .build and SourcePackages: the folder with checkouts in it")
}
