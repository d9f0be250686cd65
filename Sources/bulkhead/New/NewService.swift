import CommandLine
import PackageGraph
import Platform
import ServiceDescription

/// A service to be made: its files, its lines in the manifest, and what is made of all services with it among them.
struct NewService {
  private let context: Context
  private let name: ProposedName
  private let kind: ServiceDescription.Kind
  private let repository: Repository
  private let template: Template
  private let purpose: String

  init(_ context: Context, name: String) throws {
    for option in [Option.newRoom] where context.arguments.has(option) {
      throw UsageError("\(option.name) is for packages")
    }
    self.context = context
    self.name = try ProposedName(service: name)
    kind = context.arguments[.newKind].flatMap(ServiceDescription.Kind.init(rawValue:)) ?? .server
    let hasDatabase = context.arguments.has(.newDatabase)
    if hasDatabase && (kind == .worker || context.arguments.has(.newFrom)) {
      throw UsageError("--database makes a server of the built-in templates; docs/database.md says how another service gets a schema")
    }
    let (builtIn, purpose) =
      switch kind {
      case .server where hasDatabase: (DatabaseTemplate.template, DatabaseTemplate.purpose)
      case .server: (ServerTemplate.template, ServerTemplate.purpose)
      case .worker: (WorkerTemplate.template, WorkerTemplate.purpose)
      }
    self.purpose = try Purpose.checked(context.arguments[.newPurpose] ?? purpose)
    repository = try context.loadRepository()
    template = try context.template(builtIn: builtIn.files, builtIn.targets)
  }

  func changes() throws -> [RepositoryChange] {
    let values = values
    let targets = try template.targets.rendered(values)
    try name.check(against: repository, folders: [targets.folder])
    try targets.check(against: repository, own: name.module)
    var files = try NewFiles(template.rendered(values), root: context.root)
    try addToManifest(targets, &files)
    try addToDocuments(targets, &files)
    try synchronize(targets, &files)
    return files.changes
  }

  private var values: TemplateValues {
    TemplateValues([
      "name": name.name, "Module": name.module, "purpose": purpose, "kind": kind.rawValue,
      "metric": String(name.name.map { $0 == "-" ? "_" : $0 }),
    ])
  }

  private func addToManifest(_ targets: TemplateTargets, _ files: inout NewFiles) throws {
    guard let manifest = repository.rootManifest else {
      throw Failure(placed: "\(context.root): there is no Package.swift in this folder, which the service's targets could be added to")
    }
    let isNear = { (target: Manifest.Target) in target.path?.hasPrefix("\(targets.parent)/") == true }
    let neighbour = manifest.targets.last { $0.kind == .executable && isNear($0) }?.name
    let tests = manifest.targets.last { $0.kind == .test && isNear($0) } ?? manifest.targets.last { $0.kind == .test }
    let product = manifest.products.last { $0.kind == .executable && $0.targets == neighbour.map { [$0] } }?.name
    let hasTests = try files.holdsTests(targets)
    try files.editManifest(context) { edit in
      try edit.add(".executableTarget", targets.arguments(name.module), .targets, behind: neighbour)
      // Without a list of products SwiftPM makes one of each executable target.
      if !manifest.products.isEmpty {
        try edit.add(".executable", ["name: \"\(name.name)\"", "targets: [\"\(name.module)\"]"], .products, behind: product)
      }
      if hasTests { try edit.add(".testTarget", targets.testArguments("\(name.module)Tests"), .targets, behind: tests?.name) }
    }
  }

  private func addToDocuments(_ targets: TemplateTargets, _ files: inout NewFiles) throws {
    let row = ServiceRow(
      name: name.name, folder: targets.folder, kind: kind.rawValue, purpose: purpose, isPurposeGiven: context.arguments.has(.newPurpose))
    try files.edit("docs/services.md") { row.added(to: $0) }
  }

  /// What `bulkhead sync` makes, with the new service among the others.
  private func synchronize(_ targets: TemplateTargets, _ files: inout NewFiles) throws {
    guard files["\(targets.folder)/service.json"] != nil, try File.status("\(context.root)/.swift-version") != nil else { return }
    try files.addGenerated(context)
  }
}
