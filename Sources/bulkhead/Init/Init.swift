import ArchRules
import CommandLine
import PackageGraph
import Platform

extension Commands {
  static let `init` = RepositoryCommand(
    name: "init",
    summary: "propose rules for a repository that has none",
    details: """
      Looks at what is there and prints an arch-rules.json: groups by the folders that targets are in, and the rules that hold
      today: what each group imports, the layers that the imports have, what stands alone, no cycles. That each import is declared
      and each declared dependency used is proposed even where it does not hold; what breaks it today goes into a baseline.
      What was chosen and why is told on standard error. The proposal is a beginning: rename, merge, and write your own reasons.

      With --write it writes arch-rules.json and, where there is something to record, bulkhead-baseline.json; bulkhead check then
      exits 0. Files that are there already are never overwritten.
      """,
    options: [.write, .today],
    examples: [
      ("bulkhead init", "see what would be proposed"),
      ("bulkhead init --write && bulkhead check", "begin with it"),
    ],
    run: { context in
      let files = [RuleSet().path, Baseline.fileName].map { (name: $0, path: "\(context.root)/\($0)") }
      for file in files where try context.arguments.has(.write) && File.status(file.path) != nil {
        throw Failure("\(file.path) is there already and is not overwritten; remove it, or see a proposal without --write")
      }
      let graph = try context.loadRepository(unreadable: .reported).graph
      context.progress.begin("looking for rules that hold")
      let proposal = try Proposal(graph, today: try context.today())
      for line in proposal.explanation(of: graph) { context.note(line) }
      let known = proposal.baseline.entries.reduce(0) { $0 + $1.count }
      guard context.arguments.has(.write) else {
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

extension Option {
  static let write = Option.flag("--write", "write the files instead of printing the rules")
}
