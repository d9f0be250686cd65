import Platform

/// The loader that turns a folder with Swift packages into a graph of their modules.
public struct RepositoryLoader {
  /// The options of a loader.
  public struct Options: Sendable {
    /// The environment of manifests that SwiftPM evaluates, as `KEY=VALUE` strings.
    public var environment: [String]
    /// The path of the cache of SwiftPM's answers; `nil` for none.
    public var cacheFile: String?
    /// The number of threads that share the work.
    public var workers: Int
    /// The `swift` command, as a path or as a name to find on `PATH`.
    public var swift: String
    /// The scope that the repository declares.
    public var scope: Scope
    /// The source of what is known of fetched packages.
    public var modules: ModuleSource
    /// Whether SwiftPM may be asked about the manifest in a folder, relative to the root; where not, one that is computed is unreadable.
    public var mayEvaluate: @Sendable (_ folder: String) -> Bool
    /// Called with the name of a step that can take long, as it begins: "reading manifests".
    public var progress: (@Sendable (String) -> Void)?

    /// Creates options.
    public init(
      environment: [String] = [], cacheFile: String? = nil, workers: Int = Threads.processorCount, swift: String = "swift",
      scope: Scope = Scope(), modules: ModuleSource = .file(ModuleList.fileName),
      mayEvaluate: @escaping @Sendable (_ folder: String) -> Bool = { _ in true }, progress: (@Sendable (String) -> Void)? = nil
    ) {
      self.environment = environment
      self.cacheFile = cacheFile
      self.workers = workers
      self.swift = swift
      self.scope = scope
      self.modules = modules
      self.mayEvaluate = mayEvaluate
      self.progress = progress
    }
  }

  /// The source of what is known of fetched packages: never what this machine has fetched, so that all machines find the same.
  public enum ModuleSource: Sendable {
    /// The module list at a path relative to the root, where there is a file.
    case file(String)
    /// A list, or none.
    case list(ModuleList?)

    /// The list's path, relative to the root.
    var path: String { if case .file(let path) = self { path } else { ModuleList.fileName } }
  }

  let root: String
  let options: Options

  /// Creates a loader of the folder `root`.
  public init(root: String, options: Options = Options()) {
    self.root = root
    self.options = options
  }

  /// Walks the folder, reads its manifests and sources, and resolves each import to its module.
  public func load() throws(RepositoryError) -> Repository {
    var timings = LoadTimings()
    var watch = Stopwatch()
    let root = try reading { () throws(PlatformError) in try File.realPath(self.root) }
    let walk = try reading { () throws(PlatformError) in try RepositoryWalk(root: root, scope: options.scope, workers: options.workers) }
    if walk.manifests.isEmpty { throw Self.nothingFound(in: root) }
    timings.walk = watch.lap()

    var tree = FolderTree(root: root, walk: walk)
    options.progress?("reading manifests")
    let loader = ManifestLoader(environment: options.environment, cacheFile: options.cacheFile, swift: options.swift)
    var known: [String: Result<LoadedManifest, ManifestError>] = [:]
    let readManifests = { [options] (paths: [String]) in
      let new = paths.filter { known[$0] == nil }
      let results = loader.load(new, workers: options.workers) { options.mayEvaluate(PathText.relative(PathText.parent($0), to: root)) }
      for (path, result) in zip(new, results) { known[path] = result }
      return paths.map { known[$0]! }
    }
    let found = try PackageFinder.packages(manifests: walk.manifests, tree: tree, readManifests: readManifests)
    timings.manifests = watch.lap()
    if !found.packages.contains(where: { !$0.isExternal }) { throw Self.nothingReadable(found.notices, in: root) }

    var (packages, notices) = found
    var table = try Self.table(found, options.scope, walk, &tree)
    let compiled = table.compiledManifests(of: packages, and: notices)
    if !compiled.isEmpty {
      // What a target compiles is a source of it, whatever its name: these packages were none.
      let manifests = walk.manifests.filter { !compiled.contains($0) }
      (packages, notices) = try PackageFinder.packages(manifests: manifests, tree: tree, readManifests: readManifests)
      table = try Self.table((packages, notices), options.scope, walk, &tree)
    }
    notices += try Self.packagesBehindLinks(walk, tree)
    var builder = GraphBuilder(
      packages: packages, table: table, list: try moduleList(in: root), listPath: options.modules.path, pins: try Self.pins(walk, in: root),
      isPlatform: options.scope.isPlatform, notices: notices, ignoredFolders: walk.ignoredFolders)
    timings.resolve = watch.lap()

    options.progress?("reading sources")
    let paths = table.files.flatMap(\.swiftFiles)
    let scan = try SourceScan(paths, root: root, workers: options.workers)
    (timings.read, timings.scan, timings.sources) = (scan.readTime, scan.scanTime, watch.lap())

    var next = 0
    for (id, files) in table.files.enumerated() {
      for path in files.swiftFiles {
        builder.add(scan.results[next], path: path, to: id)
        next += 1
      }
    }
    builder.umbrellas = try UmbrellaTargets(table, scan, root: root).targets
    builder.unowned = UnownedSources.byFolder(table.unowned)
    let graph = builder.graph()
    timings.resolve += watch.lap()
    return Repository(
      graph: graph, root: root, timings: timings, sources: table.files.map(\.sources), manifests: packages.map(\.loaded), areas: table.areas,
      builder: builder)
  }

  static func table(
    _ found: (packages: [FoundPackage], notices: [Notice]), _ scope: Scope, _ walk: RepositoryWalk, _ tree: inout FolderTree
  ) throws(RepositoryError) -> TargetTable {
    let unreadable = found.notices.filter { $0.kind == .unreadableManifest }.map(\.path)
    let manifests = Set(found.packages.filter { !$0.isExternal }.map(\.manifestPath) + unreadable)
    return try TargetTable(
      packages: found.packages, folderModules: scope.folderModules, walk: walk.folders, manifests: manifests, tree: &tree)
  }

  static func nothingFound(in root: String) -> RepositoryError {
    RepositoryError(
      path: root,
      message: "there is no Package.swift here or in the folders below (hidden ones and those that git or the rules file ignores left out): "
        + "name the folder of a Swift package, or one that holds packages")
  }

  /// The error where no package is left to check: every manifest that cannot be evaluated, the first with its place.
  private static func nothingReadable(_ unreadable: [Notice], in root: String) -> RepositoryError {
    guard let first = unreadable.first else { return nothingFound(in: root) }
    let others = unreadable.dropFirst().map { "\n\($0.error)" }
    return RepositoryError(path: first.path, position: first.position, message: first.message + others.joined())
  }

  /// Returns notices of packages behind links: the walk follows no links, so they are checked only where it visited them otherwise.
  private static func packagesBehindLinks(_ walk: RepositoryWalk, _ tree: FolderTree) throws(RepositoryError) -> [Notice] {
    var notices: [Notice] = []
    for link in walk.packageLinks {
      let place = try tree.canonical(link)
      if tree.walked.contains(place) { continue }
      notices.append(
        Notice(
          kind: .foreignSource, path: link,
          message: "This link leads to packages in \(place), which is out of the repository, hidden or ignored, so that nobody checks them: "
            + "put the packages in the link's place, or remove it"))
    }
    return notices
  }
}
