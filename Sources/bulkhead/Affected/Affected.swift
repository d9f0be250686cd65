import ArchRules
import CommandLine
import PackageGraph
import Platform

extension Commands {
  static let affected = RepositoryCommand(
    name: "affected",
    summary: "list what the changes since a commit can reach",
    details: """
      Counts the changes between the working tree, files that git does not track yet included, and the commit where REV and the
      checked-out one parted. From each changed file it goes to the targets it is part of, and on to all that import or declare them.

      A file in no target's folder concerns all targets of the nearest folder that holds some (services/api/Dockerfile: those of
      services/api). Where that is the root it concerns none, and is named; files that every target depends on, such as a build
      script, are declared in arch-rules.json ("affectsAll"). .swift-version concerns every target; the rules, the baseline and
      the module list none; Package.resolved those that depend on something fetched; a manifest the targets that it defines otherwise
      than before, by what SwiftPM says of both versions, and where that cannot be told all of its targets. Where REV is all zeros,
      as a push of a new branch names it, everything is affected.

      Services are the members of the group services in arch-rules.json, or else the targets in services/*. In the json, services
      and tests can be a matrix of GitHub Actions as they are; anyService and anyTest say whether there is one, since an empty
      matrix is refused. docs/schemas/affected.schema.json describes it.
      """,
    options: [.since, .format, .ignore, .rules],
    examples: [
      ("bulkhead affected --since origin/main", "what this branch has to build and test"),
      ("bulkhead affected --since origin/main --format json", "the same for a matrix of jobs"),
      ("bulkhead affected --since HEAD~1 --ignore 'docs,**/*.md'", "where documentation is known to change nothing"),
    ],
    run: { context in
      guard let since = context.arguments[.since] else {
        throw UsageError("--since REV is missing: the commit, branch or tag to count changes from")
      }
      let ignored = try IgnoredFiles(context)
      let hasRules = try context.arguments.has(.rules) || File.status("\(context.root)/arch-rules.json") != nil
      let ruleSet = hasRules ? try context.loadRules() : RuleSet()
      let repository = try context.loadRepository(ruleSet)
      let reasons = try Changes(since: since, context).reasons(repository, ruleSet, ignored: ignored)
      let members = ruleSet.group(named: "services").map { SelectionIndex(ruleSet, repository.graph).membership(of: .group($0.name)).modules }
      let report = AffectedReport(repository.graph, since: since, reasons: reasons, services: ServiceList(repository.graph, members: members))
      context.answer(json: report.json.line(), text: report.text)
      return .success
    })
}

extension Option {
  static let since = Option.value("--since", "REV", "the commit, branch or tag to count changes from")
  static let ignore = Option.value("--ignore", "GLOBS", "files that concern no target, as globs from the root with commas between")
}

/// The changed files that the caller knows to concern no target.
struct IgnoredFiles {
  private var globs: [Glob] = []

  init(_ context: Context) throws {
    for text in (context.arguments[.ignore] ?? "").split(separator: ",") {
      do {
        globs.append(try Glob(path: String(text)))
      } catch {
        throw UsageError("--ignore \(text): \(error.message)")
      }
    }
  }

  func contains(_ path: String) -> Bool { Glob.matches(globs, path: path) }
}
