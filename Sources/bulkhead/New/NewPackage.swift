import ArchRules
import CommandLine
import PackageGraph
import Platform

/// A package to be made: its files, its lines in the manifest, and its row in the list of packages.
struct NewPackage {
  private let context: Context
  private let name: ProposedName
  private let repository: Repository
  private let room: String?
  private let template: Template
  private let purpose: String

  init(_ context: Context, name: String) throws {
    for option in [Option.newKind, .newDatabase] where context.arguments.has(option) { throw UsageError("\(option.name) is for services") }
    self.context = context
    self.name = try ProposedName(package: name)
    purpose = try Purpose.checked(context.arguments[.newPurpose] ?? "greetings, until it holds more")
    repository = try context.loadRepository()
    room = try Self.room(context)
    let folder = PackageTemplate.folder
    template = try context.template(
      builtIn: PackageTemplate.files,
      TemplateTargets(sources: "\(folder)/Sources", tests: "\(folder)/Tests", dependencies: [], testDependencies: ["{{Module}}"]))
  }

  /// The room that is asked for; `nil` where packages lie in `packages/` itself.
  private static func room(_ context: Context) throws -> String? {
    let rooms = try Set(PackageFolders(root: context.root).rooms + plannedRooms(context)).sorted()
    guard let room = context.arguments[.newRoom] else {
      if rooms.isEmpty { return nil }
      throw UsageError("packages/ has rooms, which say who may use a package: give --room \(rooms.joined(separator: "|"))")
    }
    if rooms.contains(room) { return room }
    throw UsageError.unknown("room", room, of: rooms)
  }

  /// The rooms that the rules speak of, whether a package is in them or not.
  private static func plannedRooms(_ context: Context) throws -> [String] {
    let groups = try rules(context)?.rules.groups ?? []
    return groups.flatMap { $0.selector.paths.map(\.text) }.compactMap { glob in
      let parts = glob.split(separator: "/")
      guard parts.count > 2, parts[0] == "packages", parts[2] == "*", !parts[1].contains(where: "*{".contains) else { return nil }
      return String(parts[1])
    }
  }

  private static func rules(_ context: Context) throws -> (bytes: [UInt8], rules: RuleSet)? {
    let path = "\(context.root)/arch-rules.json"
    guard try File.status(path) != nil else { return nil }
    let bytes = try File.read(path)
    return (bytes, try RuleSet(parsing: bytes, path: "arch-rules.json"))
  }

  func changes() throws -> [RepositoryChange] {
    let place = room.map { "\($0)/\(name.name)" } ?? name.name
    let values = TemplateValues(["name": name.name, "Module": name.module, "purpose": purpose, "place": place])
    let targets = try template.targets.rendered(values)
    try name.check(against: repository, folders: [targets.folder])
    try targets.check(against: repository, own: name.module)
    var files = try NewFiles(template.rendered(values), root: context.root)
    try addToManifest(targets, &files)
    let row = (room.map { [$0] } ?? []) + ["[\(name.name)](\(place))", purpose]
    try files.edit("\(targets.parent)/README.md") { document in
      TableEdit.adding(row, to: document) { cells in
        guard cells.count == row.count else { return false }
        // Behind the line below the titles, or behind those that come before it in order.
        return cells.allSatisfy { $0.allSatisfy("-".contains) } || cells[row.count - 2].contains("](") && cells.lexicographicallyPrecedes(row)
      }
    }
    if let rules = try Self.rules(context) {
      files.replace("arch-rules.json", rules.bytes, with: OptionalMarker.removed(from: rules.bytes, forTargetIn: targets.sources, rules.rules))
    }
    if try File.status("\(context.root)/.swift-version") != nil { try files.addGenerated(context) }
    return files.changes
  }

  /// Behind the last package of its room, or of all where it is the first, among those that stand before the first program.
  private func addToManifest(_ targets: TemplateTargets, _ files: inout NewFiles) throws {
    let all = repository.rootManifest?.targets ?? []
    func tests(of target: Manifest.Target) -> Manifest.Target? {
      let folder = target.path.map(PathText.parent)
      return all.first { $0.kind == .test && $0.path.map(PathText.parent) == folder }
    }
    let packages = all.prefix { $0.kind != .executable }.filter {
      $0.kind == .library && $0.path?.hasPrefix("\(targets.parent)/") == true && tests(of: $0) != nil
    }
    let roommates = packages.filter { package in room.map { package.path?.hasPrefix("\(targets.parent)/\($0)/") == true } ?? true }
    let neighbour = roommates.last ?? packages.last
    let hasTests = try files.holdsTests(targets)
    try files.editManifest(context) { manifest in
      try manifest.add(".target", targets.arguments(name.module), .targets, behind: neighbour?.name)
      if hasTests {
        try manifest.add(".testTarget", targets.testArguments("\(name.module)Tests"), .targets, behind: neighbour.flatMap(tests)?.name)
      }
    }
  }
}
