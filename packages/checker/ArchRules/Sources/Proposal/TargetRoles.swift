import PackageGraph

/// The role that each target of a repository has, as its kind, folder, name and importers show.
struct TargetRoles {
  enum Role: Equatable {
    case library
    /// An executable or a plugin of SwiftPM's: it is run, not imported.
    case program
    /// A library for tests, which nothing that ships imports.
    case testSupport
    case test
    case example
    case benchmark
    /// Folders of sources, such as an app that Xcode builds.
    case app
    /// Such folders that are built as a library.
    case framework
    /// Such folders, of tests.
    case appTest
  }

  /// The roles by module; `nil` for modules from outside.
  private let roles: [Role?]
  /// The pairs of an importer and what it imports, each once, in the graph's order.
  let edges: [(from: ModuleID, to: ModuleID)]
  /// The importers of each module.
  private let importers: [[ModuleID]]

  /// - Parameter frameworks: the names of the modules made of folders that are built as libraries.
  init(_ graph: ModuleGraph, frameworks: Set<String> = []) {
    var roles = graph.modules.map { module -> Role? in
      if module.isFolders, frameworks.contains(module.name) { return .framework }
      return module.origin == .repository ? TargetRoles.role(of: module) : nil
    }
    var seen: Set<[ModuleID]> = []
    let edges = graph.imports.compactMap { place in
      place.from != place.to && seen.insert([place.from, place.to]).inserted ? (from: place.from, to: place.to) : nil
    }
    var importers = [[ModuleID]](repeating: [], count: graph.modules.count)
    for edge in edges { importers[edge.to].append(edge.from) }

    // A repository that makes such a framework has libraries of that name to ship.
    let own = TargetRoles.frameworks.intersection(graph.modules.filter { $0.origin == .repository }.map(\.name))
    let fetched = Set(graph.modules.indices.filter { TargetRoles.frameworks.subtracting(own).contains(graph.modules[$0].name) })
    // What looks whether the framework is there ships without it.
    let users = Set(
      graph.imports.filter { fetched.contains($0.to) && $0.kind == .import && !($0.condition?.contains("canImport") ?? false) }.map(\.from))
    for (id, module) in graph.modules.enumerated() where roles[id] == .library {
      let isHelper = TargetRoles.isForTests(module.name, besides: own) || TargetRoles.hasSegment(module.folder, ["tests"])
      if users.contains(id) && !importers[id].isEmpty || isHelper { roles[id] = .testSupport }
    }
    let libraries = roles.map { $0 == .testSupport ? .library : $0 }
    for id in graph.modules.indices where roles[id] == .framework && !importers[id].isEmpty { roles[id] = .testSupport }
    // What something that ships imports is no help for tests, and so is nothing that such a helper's importers are.
    var isSettled = false
    while !isSettled {
      isSettled = true
      for id in graph.modules.indices where roles[id] == .testSupport {
        if importers[id].contains(where: { [.library, .program, .app, .framework].contains(roles[$0]) }) {
          roles[id] = libraries[id]
          isSettled = false
        }
      }
    }
    (self.roles, self.edges, self.importers) = (roles, edges, importers)
  }

  subscript(_ module: ModuleID) -> Role? { roles[module] }

  /// Returns the targets of some roles, in the graph's order.
  func targets(_ wanted: Role...) -> [ModuleID] { roles.indices.filter { roles[$0].map { wanted.contains($0) } ?? false } }

  func importers(of module: ModuleID) -> [ModuleID] { importers[module] }

  /// Whether what the target is built into ships.
  func ships(_ module: ModuleID) -> Bool { roles[module].map { [.library, .program, .app].contains($0) } ?? false }

  /// The modules that tests are written with.
  static let frameworks: Set = ["XCTest", "Testing"]

  /// Whether a module's name says that it is for tests.
  ///
  /// - Parameter own: what of the frameworks the repository makes; their names in others say nothing of the kind.
  static func isForTests(_ name: String, besides own: Set<String> = []) -> Bool {
    let known: Set = ["Nimble", "Quick", "CustomDump", "ViewInspector", "Mockingbird", "Cuckoo", "SnapshotTesting", "InlineSnapshotTesting"]
    let words: Set = ["Test", "Tests", "Testing", "Testable", "Mock", "Mocks", "Stubs", "Fixtures", "XCTest", "Snapshot", "Snapshots"]
    // `XCTestDynamicOverlay` and its like are one word to those who capitalise them.
    let isXCTest = name.hasPrefix("XCTest") && !own.contains("XCTest")
    return known.contains(name) || isXCTest || NameWords(name).words.contains { words.contains($0) && !own.contains($0) }
  }

  private static func role(of module: Module) -> Role {
    if module.isFolders { return NameWords(module.name).words.contains { ["Tests", "Test"].contains($0) } ? .appTest : .app }
    if module.isTest { return .test }
    if hasSegment(module.folder, FolderWords.examples) { return .example }
    if hasSegment(module.folder, FolderWords.benchmarks) { return .benchmark }
    return module.kind == .executable || module.kind == .plugin ? .program : .library
  }

  /// Whether a folder above a target's own, or the highest one, has one of these names.
  private static func hasSegment(_ folder: String?, _ words: Set<String>) -> Bool {
    let segments = (folder ?? "").split(separator: "/")
    return segments.indices.contains { ($0 == 0 || $0 < segments.count - 1) && words.contains(FolderWords.plain(segments[$0])) }
  }
}
