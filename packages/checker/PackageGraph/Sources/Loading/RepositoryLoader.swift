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
    /// Called with the name of a step that can take long, as it begins: "reading manifests".
    public var progress: (@Sendable (String) -> Void)?

    /// Creates options.
    public init(
      environment: [String] = [], cacheFile: String? = nil, workers: Int = Threads.processorCount, swift: String = "swift",
      progress: (@Sendable (String) -> Void)? = nil
    ) {
      self.environment = environment
      self.cacheFile = cacheFile
      self.workers = workers
      self.swift = swift
      self.progress = progress
    }
  }

  private let root: String
  private let options: Options

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
    let walk = try reading { () throws(PlatformError) in try RepositoryWalk(root: root, workers: options.workers) }
    if walk.manifests.isEmpty {
      throw RepositoryError(
        path: root,
        message: "there is no Package.swift here or in the folders below (hidden ones and those that git ignores left out): "
          + "name the folder of a Swift package, or one that holds packages")
    }
    timings.walk = watch.lap()

    var tree = FolderTree(root: root, walk: walk)
    options.progress?("reading manifests")
    let loader = ManifestLoader(environment: options.environment, cacheFile: options.cacheFile, swift: options.swift)
    let packages = try PackageFinder.packages(manifests: walk.manifests, tree: tree) { loader.load($0, workers: options.workers) }
    timings.manifests = watch.lap()

    let table = try TargetTable(packages: packages, tree: &tree)
    var builder = GraphBuilder(packages: packages, table: table, notices: try Self.packagesBehindLinks(walk, tree))
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
    builder.statistics.unownedFiles = walk.swiftFileCount - table.ownedFileCount
    let areas = table.files.indices.map { TargetArea(folder: table.targets[$0].folder, rules: table.rules[$0], links: table.files[$0].links) }
    let graph = builder.graph()
    timings.resolve += watch.lap()
    return Repository(
      graph: graph, root: root, timings: timings, sources: table.files.map(\.sources), manifests: packages.map(\.loaded), areas: areas,
      builder: builder)
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
