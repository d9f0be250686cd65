import ArchRules

extension Command {
  static let probe = Command(
    name: "probe",
    summary: "test the rules themselves: each must refuse what it is there to refuse",
    details: """
      For each rule, the imports that it must refuse are made in memory, one for each pair of groups that it speaks of; those
      that would pass are reported, and so is every pair of groups that no rule speaks of.

      Written probes go the whole way: a folder ArchProbes beside a target's sources (services/x/ArchProbes for services/x/Sources),
      or within the target's folder and excluded in the manifest, holds files with imports that the target may not have. Each is
      scanned and judged as if it were the target's. A first line "// probe: RULE" says which rule must refuse.

      Exit codes: 0 every rule catches something and every written probe is caught, 1 not so, 2 the input could not be read.
      """,
    options: [.probeFormat, .rules, .today],
    examples: [
      Example(line: "bulkhead probe", purpose: "prove that the walls hold"),
      Example(line: "bulkhead probe --format json", purpose: "the same as data"),
    ],
    run: { context in
      let ruleSet = try context.loadRules()
      let today = try context.today()
      let repository = try context.loadRepository()
      let files = try ProbeFiles.find(in: repository)
      context.progress.begin("probing the rules")
      let outcome = ProbeOutcome(
        graph: repository.graph,
        report: ruleSet.probe(repository.graph, today: today),
        written: files.flatMap { $0.check(repository, ruleSet, today: today) })
      if context.arguments[.probeFormat] == "json" {
        context.output.write(ProbeJSON.render(outcome))
      } else {
        context.output.write(ProbeText(outcome: outcome, style: context.style).render())
      }
      return outcome.holds ? .success : .findings
    })
}

extension Option {
  static let probeFormat = Option.choice("--format", ["text", "json"], "the form of the report; text if not given")
}
