import ArchRules
import CommandLine

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

      --fix adds to and takes out of manifests the dependencies that findings name, where that is certain and the manifest is made
      of literals; nothing else in the text changes, and no source ever does. What is not certain (several products, a condition,
      a cycle, a rule that refuses the import, a computed manifest) is told, with the line and the reason. The report is then of
      what is left. With --dry-run it prints a diff and writes nothing.

      Exit codes: 0 the rules hold (there may be warnings), 1 there are errors, 2 the repository or the rules could not be read.
      """,
    options: [.reportFormat, .output, .since, .rules, .today, .baseline, .writeBaseline, .shrinkBaseline, .fix, .dryRun, .timings],
    examples: [
      ("bulkhead check", "check the repository that the current folder is in"),
      ("bulkhead check --format sarif --output bulkhead.sarif", "write a report that code hosts take"),
      ("bulkhead check --write-baseline=per-package", "record what is wrong today, a file for each package"),
      ("bulkhead check --since origin/main", "report at the imports that this branch brings"),
      ("bulkhead check --fix --dry-run", "see which lines of manifests would change"),
      ("bulkhead check --today 2027-02-01", "see which exceptions will be over by then"),
    ],
    run: { context in
      let arguments = context.arguments
      if arguments.has(.dryRun), !arguments.has(.fix) { throw UsageError("--dry-run shows what --fix would change: give both") }
      if arguments.has(.fix), arguments.has(.writeBaseline) || arguments.has(.shrinkBaseline) {
        throw UsageError("--fix changes manifests; record or shrink the baseline in a run of its own")
      }
      if arguments.has(.dryRun), arguments.has(.output) || arguments.has(.reportFormat) {
        throw UsageError("--dry-run prints a patch and no report: leave out --format and --output")
      }
      var timings = RunTimings()
      var run = try CheckRun(context, &timings, isFixing: arguments.has(.fix))
      for fix in run.fixes {
        if let doubt = fix.doubt { context.note("left to you: \(fix.words): \(doubt.text)") }
      }
      if arguments.has(.dryRun) {
        context.output.write(run.fixer.patch)
        return run.report.code
      }
      let made = run.fixes.filter { $0.doubt == nil }
      if !made.isEmpty {
        try run.fixer.write()
        for fix in made { context.note("done: \(fix.words)") }
        timings = RunTimings()
        let before = Set(run.idle)
        run = try CheckRun(context, &timings, isFixing: false)
        for idle in run.idle where !before.contains(idle) {
          context.note("left to you: no target uses the package \(idle.identity) any more; \(idle.manifest) still names it")
        }
      }
      try timings.measure("report") { try context.write(run.report) }
      if arguments.has(.timings) { context.invocation.writeDiagnostic(timings.lines()) }
      return run.report.code
    })
}

extension Option {
  static let baseline = Option.value("--baseline", "FILE", "take this one file for the baseline")
  static let writeBaseline = Option.optionalChoice("--write-baseline", ["per-package"], "record the findings, in one file or one for each package")
  static let shrinkBaseline = Option.flag("--shrink-baseline", "remove from the baseline what is mended; nothing is added")
  static let fix = Option.flag("--fix", "change manifests where it is certain which dependency is missing or too much, and check anew")
  static let dryRun = Option.flag("--dry-run", "with --fix: print the changes as a diff, and write nothing")
  static let timings = Option.flag("--timings", "print to standard error how long each part took, in milliseconds")
}
