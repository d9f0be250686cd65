import ArchRules
import CommandLine
import PackageGraph
import Platform

extension Commands {
  static let check = RepositoryCommand(
    name: "check",
    summary: "check that no target imports what the rules refuse",
    details: """
      Reads every manifest and every Swift file of the repository, judges them by arch-rules.json, and reports each finding
      with the line of code, the rule's reason and the line that makes the rule. What could pass silently, such as a glob that
      matches nothing or an exception that excepts nothing, is a finding too.

      Known findings can be recorded in a baseline, bulkhead-baseline.json, which is looked for in the root and in each package's
      folder. They are then counted, not reported; an entry that no longer matches a finding is a finding.

      A dependency that a manifest lacks or has too much is one finding for all imports of a target, and so is a cycle. With --since
      such a finding stands at an import that is new since the commit where REV and the checked-out one parted, if one is.
      Nothing is left out: every finding is reported, whatever changed.

      Exit codes: 0 the rules hold (there may be warnings), 1 there are errors, 2 the repository or the rules could not be read.
      """,
    options: [.reportFormat, .output, .since, .rules, .today, .baseline, .writeBaseline, .shrinkBaseline, .timings],
    examples: [
      ("bulkhead check", "check the repository that the current folder is in"),
      ("bulkhead check --format sarif --output bulkhead.sarif", "write a report that code hosts take"),
      ("bulkhead check --write-baseline=per-package", "record what is wrong today, a file for each package"),
      ("bulkhead check --since origin/main", "report at the imports that this branch brings"),
      ("bulkhead check --today 2027-02-01", "see which exceptions will be over by then"),
    ],
    run: { context in
      var timings = RunTimings()
      let ruleSet = try context.loadRules()
      let today = try context.today()
      let repository = try context.loadRepository(ruleSet, unreadable: .reported)
      timings.add(repository.timings)
      context.progress.begin("judging by the rules")
      let changes = try context.arguments[.since].map { try Changes(since: $0, context).lines() } ?? nil
      let findings = timings.measure("rules") { ruleSet.evaluate(repository.graph, today: today, changes: changes) }
      let outcome = try timings.measure("baseline") { try BaselineFiles(context, repository.graph).apply(to: findings) }

      let advised = ManifestAdvice(repository).adding(to: outcome.findings)
      let report = Report(findings: advised, baselined: outcome.baselined, graph: repository.graph, ruleSet: ruleSet)
      try timings.measure("report") { try context.write(report) }
      if context.arguments.has(.timings) { context.invocation.writeDiagnostic(timings.lines()) }
      return report.code
    })
}

extension Option {
  static let baseline = Option.value("--baseline", "FILE", "take this one file for the baseline")
  static let writeBaseline = Option.optionalChoice("--write-baseline", ["per-package"], "record the findings, in one file or one for each package")
  static let shrinkBaseline = Option.flag("--shrink-baseline", "remove from the baseline what is mended; nothing is added")
  static let timings = Option.flag("--timings", "print to standard error how long each part took, in milliseconds")
}
