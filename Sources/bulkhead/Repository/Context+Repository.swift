import ArchRules
import Calendar
import CommandLine
import PackageGraph
import Platform

extension Context {
  /// Reads the repository at the root: its manifests, its files and their imports.
  func loadRepository() throws -> Repository {
    progress.begin("reading the repository")
    let options = RepositoryLoader.Options(
      environment: environment.map { "\($0)=\($1)" }.sorted(), cacheFile: manifestCache, progress: { [progress] in progress.begin($0) })
    return try RepositoryLoader(root: root, options: options).load()
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
    return try RuleSet(parsing: File.read(path), path: pathFromRoot(path))
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
