import CommandLine
import Deployment
import Platform

extension Commands {
  static let sync = RepositoryCommand(
    name: "sync",
    summary: "make what describes the services again: compose, Kubernetes, tables of the documents",
    details: """
      A service is described once, by its service.json, its settings.json and, where it has a database, the SQL files in its folder
      Migrations. What can be made of these is made here and committed: whole files, whose first lines say so, and blocks between the
      lines "begin generated: NAME" and "end generated" of files that people write. Files that change are written, each at once; a file
      whose service is gone is removed, if its first lines say that it was made. What was done is printed. Where docs/map.svg is, it is
      drawn again too, as bulkhead graph --groups --stable does.

      With --check nothing is written: each file that is not as it should be is a finding, with its first differing line.

      Exit codes: 0 done, or nothing to do, 1 with --check: something differs, 2 a file could not be read, written or understood.
      """,
    options: [.syncCheck, .syncFormat],
    examples: [
      ("bulkhead sync", "after a change of a service.json or of settings"),
      ("bulkhead sync --check", "in continuous integration: what is committed is what would be made"),
    ],
    run: { context in
      let plan = try context.planSync()
      if context.arguments.has(.syncCheck) { return check(plan, context) }
      if context.arguments.has(.syncFormat) { throw UsageError("--format goes with --check") }
      let broken = plan.findings.filter { $0.kind == .markers }
      if !broken.isEmpty { throw Failure(placed: broken.map { SyncText.line(of: $0) }.joined(separator: "\n")) }
      try plan.write(root: context.root)
      context.output.write(SyncText.summary(of: plan))
      return .success
    })

  private static func check(_ plan: SyncPlan, _ context: Context) -> ExitCode {
    let format = context.arguments[.syncFormat] ?? (context.environment["GITHUB_ACTIONS"] == "true" ? "github" : "text")
    switch format {
    case "json": context.output.write(SyncJSON.render(plan))
    case "github": context.output.write(SyncGitHub(plan: plan, root: context.root, workspace: context.environment["GITHUB_WORKSPACE"]).render())
    default: context.output.write(SyncText(plan: plan, style: context.style).render())
    }
    return plan.findings.isEmpty ? .success : .findings
  }
}

extension Context {
  /// Compares what is made from the repository at the root with what stands there.
  func planSync() throws -> SyncPlan {
    let repository = try loadRepository()
    let monorepo = try loadMonorepo(repository)
    progress.begin("comparing what is made")
    return try SyncPlan(monorepo.generatedFiles + map(of: repository), root: root)
  }
}

extension Option {
  static let syncCheck = Option.flag("--check", "write nothing; report each file that differs")
  static let syncFormat = Option.choice(
    "--format", ["text", "json", "github"], "with --check, the form of the report; text if not given, github where GITHUB_ACTIONS is true")
}
