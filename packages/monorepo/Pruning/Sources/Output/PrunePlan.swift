import PackageGraph
import Platform

/// The part of a repository that one service is built from, before it is written.
public struct PrunePlan: Sendable {
  /// The part of one package that stays.
  public struct PackagePart: Sendable, Equatable {
    /// The package's folder relative to the root: `.` for the root itself.
    public let folder: String
    /// The package's name.
    public let name: String
    /// The reduced manifests.
    public let manifests: [PrunedManifest]
    /// The targets that stay, in order of name.
    public let targets: [Target]
    /// The names of the products that stay, in order.
    public let products: [String]
    /// The identities of the packages that this one still depends on.
    public let dependencies: [String]
  }

  /// A target that stays.
  public struct Target: Sendable, Equatable {
    /// The name.
    public let name: String
    /// The kind.
    public let kind: TargetKind
    /// The folder relative to the root.
    public let folder: String
  }

  /// The service that is built from the plan.
  public let service: PrunedService
  /// The folder in which `swift build` is run: that of the service's package, relative to the root.
  public let packageFolder: String
  /// Whether the service's tests are included.
  public let hasTests: Bool
  /// The repository's root, as an absolute path without links.
  public let root: String
  /// The parts of packages, in order of their folders.
  public let packages: [PackagePart]
  /// The files that SwiftPM needs besides manifests to find packages: `Package.resolved`, `.swift-version`, mirrors. In order.
  public let settings: [TakenFile]
  /// The sources, resources and all other files in the folders of the targets. In order.
  public let files: [TakenFile]
  /// The reasons that may keep the pruned tree from building, a sentence each.
  public let notes: [String]

  /// Plans the pruning of a repository to a service.
  ///
  /// - Parameters:
  ///   - tests: Whether the service's tests are included.
  ///   - output: The absolute path of the pruned tree, which is no part of itself.
  ///   - environment: The environment of manifests, as `KEY=VALUE` strings.
  public init(_ service: PrunedService, of repository: Repository, tests: Bool, output: String, environment: [String]) throws {
    self.service = service
    hasTests = tests
    root = repository.root
    let closure = try ServiceClosure(of: service, in: repository, tests: tests)
    packageFolder = repository.graph.packages[service.package].folder

    var packages: [PackagePart] = []
    for (index, part) in closure.parts.sorted(by: { $0.key < $1.key }) {
      packages.append(try PackagePart(index, part, repository, environment: environment))
    }
    self.packages = packages

    let folders = TargetFolders(repository: repository)
    var collector = FileCollector(
      root: root, foreign: folders.foreign(to: closure).union([PathText.relative(output, to: root)]))
    for id in closure.targets.sorted() {
      let (paths, rules) = folders.sources(of: id)
      for path in paths { try collector.take(path, rules) }
      for path in folders.headerFolders(of: id) { try collector.take(path, where: HeaderReferences.isHeader) }
    }
    try collector.takeReferences()
    let manifests = Set(packages.flatMap(\.manifests).map(\.path))
    let settings = try Self.settings(packageFolder, root)
    self.settings = settings
    files = collector.files.values.filter { !manifests.contains($0.path) && !settings.contains($0) }.sorted { $0.path.precedesInBytes($1.path) }
    notes = Self.notes(closure)
  }

  static func isManifest(_ path: String) -> Bool {
    let name = PathText.name(path)
    return name == "Package.swift" || (name.hasPrefix("Package@swift-") && name.hasSuffix(".swift"))
  }

  /// - Parameter folder: of the package that is built.
  private static func settings(_ folder: String, _ root: String) throws -> [TakenFile] {
    let folder = TargetFolders.path(folder)
    var paths = ["Package.resolved", ".swiftpm/configuration/mirrors.json", ".swiftpm/configuration/registries.json"]
      .map { PathText.join(folder, $0) }
    // The nearest one upward counts.
    var place = folder
    while try File.status(PathText.resolve(PathText.join(place, ".swift-version"), from: root)) == nil, !place.isEmpty {
      place = PathText.parent(place)
    }
    paths.append(PathText.join(place, ".swift-version"))
    return try paths.sorted { $0.precedesInBytes($1) }.compactMap { path in
      try File.status(PathText.resolve(path, from: root)).flatMap { $0.kind == .file ? TakenFile(path: path, size: $0.size) : nil }
    }
  }

  /// Returns notes on undeclared imports, which the whole repository may build by accident of order.
  private static func notes(_ closure: ServiceClosure) -> [String] {
    let graph = closure.graph
    let targets = closure.targets
    var seen: Set<[ModuleID]> = []
    return graph.imports.compactMap { edge in
      guard edge.kind == .import, targets.contains(edge.from), graph.modules[edge.to].origin == .repository, !targets.contains(edge.to),
        seen.insert([edge.from, edge.to]).inserted
      else { return nil }
      let (from, to) = (graph.modules[edge.from].name, graph.modules[edge.to].name)
      return "\(edge.path):\(edge.position.line):\(edge.position.column): \(from) imports \(to), which it does not declare, so that \(to) is "
        + "not in the pruned tree: declare it in the manifest, or drop the import"
    }
  }
}

extension PrunePlan.PackagePart {
  init(_ index: Int, _ part: ServiceClosure.Part, _ repository: Repository, environment: [String]) throws {
    let graph = repository.graph
    let package = graph.packages[index]
    let manifest = repository.manifests[index].manifest
    folder = package.folder
    name = package.name
    let targets = part.targets.map { id in
      PrunePlan.Target(
        name: graph.modules[id].target ?? graph.modules[id].name, kind: graph.modules[id].kind ?? .library, folder: graph.modules[id].folder ?? ".")
    }
    self.targets = targets.sorted { $0.name.precedesInBytes($1.name) }
    let place = PathText.resolve(TargetFolders.path(folder), from: repository.root)
    let needed = NeededNames(
      manifest, in: place, root: repository.root, targets: Set(targets.map(\.name)), dependencies: part.dependencies)
    products = needed.products.sorted()
    let names = part.dependencies.filter { manifest.dependencies[$0].leads(to: repository.root, from: place) }
      .compactMap { package.dependencies[$0].map { graph.packages[$0].name.lowercased() } }
    dependencies = needed.identities.union(names).sorted()

    var manifests: [PrunedManifest] = []
    for entry in try Folder.entries(place) where PrunePlan.isManifest(entry.name) {
      let path = PathText.join(TargetFolders.path(folder), entry.name)
      manifests.append(
        try PrunedManifest(
          path: path, File.read(PathText.join(place, entry.name)), chosen: manifest, needed: needed, folder: place, root: repository.root,
          environment: environment))
    }
    self.manifests = manifests
  }
}

extension FileCollector {
  /// Takes the files that C files and module maps among the taken ones name, and those that these name, until nothing is new.
  mutating func takeReferences() throws {
    let references = HeaderReferences(root: root)
    var pending = files.keys.filter(HeaderReferences.mayRefer).sorted()
    while let path = pending.popLast() {
      for file in try references.files(namedBy: path) where files[file] == nil {
        let known = Set(files.keys)
        try take(file) { $0 == file || HeaderReferences.isHeader($0) }
        pending += files.keys.filter { !known.contains($0) && HeaderReferences.mayRefer($0) }
      }
    }
  }
}
