import ArchRules
import Calendar
import CommandLine
import PackageGraph
import Platform

/// What becomes of the manifests that cannot be evaluated.
enum UnreadableManifests {
  /// The command fails, since it answers for all that is there.
  case refused
  /// Standard error tells of them.
  case told
  /// The notices of the graph are the command's to report.
  case reported
}

extension Context {
  /// Reads the repository at the root: its manifests, its files and their imports.
  ///
  /// - Parameters:
  ///   - ruleSet: the rules, which say what the repository leaves out; those of arch-rules.json in the root, if there are some, where the
  ///     command has none.
  ///   - modules: what is known of fetched packages; the module list beside the rules file, where nothing else is said.
  ///   - unreadable: what becomes of manifests that cannot be evaluated.
  func loadRepository(
    _ ruleSet: RuleSet? = nil, modules: RepositoryLoader.ModuleSource? = nil, unreadable treatment: UnreadableManifests = .refused,
    mayEvaluate: @escaping @Sendable (_ folder: String) -> Bool = { _ in true }
  ) throws -> Repository {
    progress.begin("reading the repository")
    let repository = try repositoryLoader(ruleSet, modules: modules, mayEvaluate: mayEvaluate).load()
    let unreadable = repository.graph.notices.filter { $0.kind == .unreadableManifest }.map { "\($0.error)" }
    switch treatment {
    case .refused where !unreadable.isEmpty:
      throw Failure(placed: "\(unreadable.joined(separator: "\n"))\n\(BuiltInRule.unreadableManifest.remedy)")
    case .told: for line in unreadable { note("\(line.split(separator: "\n").first ?? ""); nothing of its package is seen here") }
    case .refused, .reported: break
    }
    return repository
  }

  /// The loader of the repository at the root, for `loadRepository` and what needs less.
  func repositoryLoader(
    _ ruleSet: RuleSet? = nil, modules: RepositoryLoader.ModuleSource? = nil,
    mayEvaluate: @escaping @Sendable (_ folder: String) -> Bool = { _ in true }
  ) throws -> RepositoryLoader {
    let ruleSet = try ruleSet ?? rulesInRoot()
    let list = PathText.join(PathText.parent(ruleSet?.path ?? ""), ModuleList.fileName)
    let options = RepositoryLoader.Options(
      environment: environment.map { "\($0)=\($1)" }.sorted(), cacheFile: manifestCache, scope: ruleSet?.scope ?? Scope(),
      modules: modules ?? .file(list), mayEvaluate: mayEvaluate, progress: { [progress] in progress.begin($0) })
    return RepositoryLoader(root: root, options: options)
  }

  private func rulesInRoot() throws -> RuleSet? {
    let path = "\(root)/\(RuleSet().path)"
    return try File.status(path) == nil ? nil : loadRules(at: path)
  }

  /// Where SwiftPM's answers about manifests are kept: in the user's folder for caches, so that nothing is written into a repository.
  private var manifestCache: String? {
    if let folder = environment["XDG_CACHE_HOME"], folder.hasPrefix("/") { return "\(folder)/bulkhead/manifests.cache" }
    return environment["HOME"].flatMap { $0.hasPrefix("/") ? "\($0)/.cache/bulkhead/manifests.cache" : nil }
  }

  /// Reads the rules file: `--rules`, where the command has that option, else arch-rules.json in the root.
  func loadRules() throws -> RuleSet {
    let given = arguments[.rules].map(absolutePath)
    let path = given ?? "\(root)/arch-rules.json"
    if given == nil, try File.status(path) == nil {
      throw Failure("there is no rules file \(path); write one, name another with --rules, or let bulkhead init propose one")
    }
    return try loadRules(at: path)
  }

  private func loadRules(at path: String) throws -> RuleSet {
    try RuleSet(parsing: File.readRegular(path, upTo: RuleSet.sizeLimit), path: pathFromRoot(path))
  }

  /// An absolute path as findings name it: relative to the root where it is inside.
  func pathFromRoot(_ path: String) -> String {
    let prefix = root == "/" ? "/" : "\(root)/"
    return path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path
  }
}

extension Option {
  static let rules = Option.value("--rules", "FILE", "the rules file; arch-rules.json in the root if not given")
  static let today = Option.value("--today", "DATE", "the day that exceptions are judged by, YYYY-MM-DD; today (UTC) if not given")
}

extension Context {
  /// The day that exceptions are judged by.
  func today() throws -> CalendarDate {
    guard let text = arguments[.today] else { return invocation.today }
    guard let date = CalendarDate(text) else {
      throw UsageError("--today \(text): expected a day such as 2027-01-31")
    }
    return date
  }
}
