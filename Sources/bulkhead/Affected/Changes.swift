import ArchRules
import PackageGraph

/// The changes of a repository's files since a commit.
struct Changes {
  /// From the repository's root; `../` leads to files outside it.
  private let paths: [String]
  /// `nil` where there is no commit to compare with.
  private let history: ManifestHistory?

  /// - Throws: `Failure` where git does not know the revision.
  init(since revision: String, _ context: Context) throws {
    if [40, 64].contains(revision.count), revision.allSatisfy({ $0 == "0" }) {
      (paths, history) = ([], nil)
      return
    }
    context.progress.begin("asking git what changed")
    let git = try GitRepository(containing: context.root, environment: context.environment)
    let base = try git.base(of: revision)
    paths = try git.changedFiles(since: base).map { Changes.pathFromRoot($0, prefix: git.prefix) }
    history = ManifestHistory(git: git, base: base, root: context.root, environment: context.environment)
  }

  func reasons(_ repository: Repository, _ ruleSet: RuleSet, ignored: IgnoredFiles) -> [ChangeAttribution.Reason] {
    guard let history else {
      return [ChangeAttribution.Reason(path: ".", message: "there is no earlier commit to compare with", isAll: true)]
    }
    let globs = ruleSet.affectsAll.compactMap { try? Glob(path: $0.text) }
    let attribution = ChangeAttribution(
      graph: repository.graph, rulesPath: ruleSet.path,
      affectsAll: { Glob.matches(globs, path: $0) }, owners: { repository.owners(ofFile: $0) },
      manifestVersions: { try history.versions(folder: $0) })
    return attribution.reasons(paths.filter { !ignored.contains($0) })
  }

  /// The changed lines of each file that git knows to have changed; `nil` where there is no commit to compare with.
  func lines() throws -> ChangedLines? {
    guard let history else { return nil }
    let changed = try history.git.changedLines(since: history.base)
    return ChangedLines(Dictionary(changed.map { (Changes.pathFromRoot($0.key, prefix: history.git.prefix), $0.value) }) { first, _ in first })
  }

  /// - Parameter prefix: the way from the working tree's top to the root: empty, or with a slash at its end.
  static func pathFromRoot(_ path: String, prefix: String) -> String {
    if path.hasPrefix(prefix) { return String(path.dropFirst(prefix.count)) }
    return String(repeating: "../", count: prefix.split(separator: "/").count) + path
  }
}
