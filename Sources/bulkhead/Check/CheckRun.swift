import ArchRules
import CommandLine
import PackageGraph

/// One evaluation of a repository by its rules: the report, and the changes of manifests that would mend some of it.
struct CheckRun {
  let report: Report
  /// The changes, those in memory made that are certain; none where they are not asked for.
  let fixes: [DependencyFix]
  let fixer: ManifestFixer
  private let repository: Repository

  /// The dependencies on packages that no target uses, in order of manifests. They are looked for when they are asked for.
  var idle: [IdleDependency] { repository.idleDependencies }

  /// A dependency of a manifest on a package.
  struct IdleDependency: Hashable {
    let manifest: String
    let identity: String
  }

  /// - Parameter isFixing: whether the changes are to be made in memory.
  init(_ context: Context, _ timings: inout RunTimings, isFixing: Bool) throws {
    let ruleSet = try context.loadRules()
    let today = try context.today()
    let repository = try context.loadRepository(ruleSet, unreadable: .reported)
    self.repository = repository
    timings.add(repository.timings)
    context.progress.begin("judging by the rules")
    let changes = try context.arguments[.since].map { try Changes(since: $0, context).lines() } ?? nil
    let findings = timings.measure("rules") { ruleSet.evaluate(repository.graph, today: today, changes: changes) }
    let outcome = try timings.measure("baseline") { try BaselineFiles(context, repository.graph).apply(to: findings) }
    var fixer = ManifestFixer(repository, environment: context.environment.map { "\($0.key)=\($0.value)" }.sorted())
    fixes =
      isFixing ? try DependencyFixes.advise(outcome.findings, all: findings, repository, ruleSet) { try fixer.make($0) }.fixes : []
    self.fixer = fixer
    // The report is the same with and without changes in memory.
    let advised = try DependencyFixes.advise(outcome.findings, all: findings, repository, ruleSet) { try fixer.obstacle(to: $0) }.findings
    report = Report(findings: advised, baselined: outcome.baselined, graph: repository.graph, ruleSet: ruleSet)
  }
}

extension Repository {
  fileprivate var idleDependencies: [CheckRun.IdleDependency] {
    var needed = graph.packages.map { _ in Set<Int>() }
    for module in graph.modules { if let package = module.package { needed[package].formUnion(module.neededPackages) } }
    return graph.packages.indices.filter { !graph.packages[$0].isExternal }.flatMap { package in
      identities(ofDependenciesOf: package).enumerated().filter { !needed[package].contains($0.offset) }.map {
        CheckRun.IdleDependency(manifest: graph.packages[package].manifest, identity: $0.element)
      }
    }
  }
}
