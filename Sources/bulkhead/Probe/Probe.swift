import ArchRules
import CommandLine

extension Commands {
  static let probe = RepositoryCommand(
    name: "probe",
    summary: "test the rules themselves: each must refuse what it is there to refuse",
    details: """
      For each rule, the imports that it must refuse are made in memory, one for each pair of groups that it speaks of; those
      that would pass are reported, and so is every pair of groups that no rule speaks of.

      Written probes go the whole way: a folder ArchProbes holds Swift files with imports that targets may not have. A file is
      scanned and judged as if it were of each target that its line "// targets: GLOB…" matches (services/*/Sources), or, without
      such a line, of the target that the folder is beside or in. A first line "// probe: RULE" says which rule must refuse.

      Exit codes: 0 every rule catches something and every written probe is caught, 1 not so, 2 the input could not be read.
      """,
    options: [.format, .rules, .today],
    examples: [
      ("bulkhead probe", "prove that the walls hold"),
      ("bulkhead probe --format json", "the same as data"),
    ],
    run: { context in
      let ruleSet = try context.loadRules()
      let today = try context.today()
      let repository = try context.loadRepository(ruleSet, unreadable: .told)
      let files = try ProbeFile.find(in: repository)
      context.progress.begin("probing the rules")
      let outcome = ProbeOutcome(
        graph: repository.graph,
        report: ruleSet.probe(repository.graph, today: today),
        written: files.flatMap { $0.check(repository, ruleSet, today: today) })
      context.answer(json: ProbeJSON.render(outcome), text: ProbeText(outcome: outcome, style: context.style).render())
      return outcome.holds ? .success : .findings
    })
}
