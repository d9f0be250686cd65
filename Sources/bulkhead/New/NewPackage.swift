import ArchRules
import PackageGraph
import Platform

/// A package to be made: its files, its lines in the manifest, its layer, and its row in the list of packages.
struct NewPackage {
  private let context: Context
  private let name: ProposedName
  private let repository: Repository
  private let template: Template
  private let purpose: String

  init(_ context: Context, name: String) throws {
    if context.arguments.has(.newKind) { throw UsageError("--kind is for services", command: context.command) }
    self.context = context
    self.name = try ProposedName(package: name)
    purpose = try Purpose.checked(context.arguments[.newPurpose] ?? "greetings, until it holds more")
    repository = try context.loadRepository()
    let folder = "packages/{{name}}"
    template = try context.template(
      builtIn: PackageTemplate.files,
      TemplateTargets(sources: "\(folder)/Sources", tests: "\(folder)/Tests", dependencies: [], testDependencies: ["{{Module}}"]))
  }

  func changes() throws -> [RepositoryChange] {
    let values = TemplateValues(["name": name.name, "Module": name.module, "purpose": purpose])
    let targets = try template.targets.rendered(values)
    try name.check(against: repository, folders: [targets.folder])
    try targets.check(against: repository, own: name.module)
    var files = try NewFiles(template.rendered(values), root: context.root)
    let (ruleSet, rules) = try readRules()
    let layers = ruleSet.flatMap { LayerEdit($0, bytes: rules, ordering: targets.parent) }
    let layer = try layer(layers, targets)
    if let layers { files.replace("arch-rules.json", rules, with: try layers.adding(targets.sources, to: layer)) }
    try addToManifest(targets, below: layer, layers, &files)
    try files.edit("\(targets.parent)/README.md") { document in
      TableEdit.adding(["\(layer)", "[\(name.name)](\(name.name))", purpose], to: document) { cells in
        cells.first.flatMap(Int.init).map { $0 <= layer } ?? false
      }
    }
    if try File.status("\(context.root)/.swift-version") != nil { try files.addGenerated(context) }
    return files.changes
  }

  private func readRules() throws -> (RuleSet?, [UInt8]) {
    let path = "\(context.root)/arch-rules.json"
    guard try File.status(path) != nil else { return (nil, []) }
    let bytes = try File.read(path)
    return (try RuleSet(parsing: bytes, path: "arch-rules.json"), bytes)
  }

  /// The layer that is asked for, or that the rules have for it already; else the lowest.
  private func layer(_ layers: LayerEdit?, _ targets: TemplateTargets) throws -> Int {
    let planned = layers?.layer(of: targets.sources)
    guard let (option, layer) = try givenLayer(layers, targets) else { return planned ?? 1 }
    if let planned, planned != layer {
      throw UsageError("\(option): arch-rules.json has \(targets.sources) in the layer \(planned); leave the option out", command: context.command)
    }
    return layer
  }

  private func givenLayer(_ layers: LayerEdit?, _ targets: TemplateTargets) throws -> (option: String, layer: Int)? {
    let (number, other) = (context.arguments[.newLayer], context.arguments[.newLayerAbove])
    if number == nil && other == nil { return nil }
    if number != nil && other != nil { throw UsageError("--layer and --layer-above say the same; give one of them", command: context.command) }
    guard let layers else {
      throw Failure("bulkhead: arch-rules.json has no rule of the kind layers over \(targets.parent)/*; write one, or leave out the layer")
    }
    if let number {
      guard let layer = Int(number), (1...layers.count).contains(layer) else {
        throw UsageError("--layer \(number): expected a layer from 1, the lowest, to \(layers.count)", command: context.command)
      }
      return ("--layer \(number)", layer)
    }
    let option = "--layer-above \(other ?? "")"
    let folder = repository.graph.modules.first { $0.origin == .repository && ($0.name == other || $0.target == other) }?.folder
    guard let layer = layers.layer(of: folder ?? "\(targets.parent)/\(other ?? "")/Sources") else {
      throw UsageError("\(option): expected a package that has a layer in arch-rules.json", command: context.command)
    }
    if layer == layers.count { throw UsageError("\(option): there is no layer above it", command: context.command) }
    return (option, layer + 1)
  }

  /// Behind the last package of this layer or a lower one, among those that stand before the first program.
  private func addToManifest(_ targets: TemplateTargets, below layer: Int, _ layers: LayerEdit?, _ files: inout NewFiles) throws {
    let all = repository.rootManifest?.targets ?? []
    let packages = all.prefix { $0.kind != .executable }.filter { target in
      guard target.kind == .library, let path = target.path, path.hasPrefix("\(targets.parent)/") else { return false }
      return (layers?.layer(of: path) ?? 1) <= layer
    }
    let neighbour = packages.last { package in
      let folder = package.path.flatMap { Path.parent("/\($0)") }
      return all.contains { $0.kind == .test && $0.path.flatMap { Path.parent("/\($0)") } == folder }
    }
    let folder = neighbour?.path.flatMap { Path.parent("/\($0)") }
    let tests = all.first { $0.kind == .test && $0.path.flatMap { Path.parent("/\($0)") } == folder }
    let hasTests = try files.holdsTests(targets)
    try files.editManifest(context) { manifest in
      try manifest.add(".target", targets.arguments(name.module), .targets, behind: neighbour?.name)
      if hasTests { try manifest.add(".testTarget", targets.testArguments("\(name.module)Tests"), .targets, behind: tests?.name) }
    }
  }
}
