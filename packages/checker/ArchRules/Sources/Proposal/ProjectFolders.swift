import PackageGraph
import Platform

/// The modules to make of the folders that Xcode projects build: one for each app, extension or framework, all tests together.
struct ProjectFolders {
  private(set) var modules: [ScopeProposal.FolderModule] = []

  /// The most modules that nothing is known to import; of more, those beside one another become one.
  private static let limit = 10

  private let built: BuiltFolders
  private var names: Set<String>

  init(_ graph: ModuleGraph, projects: Set<String>, built: [XcodeProject], unowned: [UnownedSources]) {
    self.built = BuiltFolders(built, unowned)
    names = Set(graph.modules.filter { $0.origin == .repository }.map { $0.name.lowercased() })
    let chosen = folders(of: graph, projects, unowned)
    let tests = chosen.filter(isOfTests)
    let apps = joined(chosen.filter { !tests.contains($0) })
    add(apps)
    add(tests: tests)
  }

  /// Returns the highest folders that hold nothing but what a project builds, and within them those of tests.
  private func folders(of graph: ModuleGraph, _ projects: Set<String>, _ unowned: [UnownedSources]) -> [String] {
    let packages = graph.packages.filter { !$0.isExternal && $0.folder != "." }.map(\.folder)
    let targets = graph.modules.filter { $0.origin == .repository }.compactMap(\.folder)
    let taken = (packages + targets).filter { $0 != "." }
    var folders: Set<String> = []
    for sources in unowned where sources.folder != "." {
      let parts = sources.folder.split(separator: "/").map(String.init)
      let above = parts.indices.map { parts[...$0].joined(separator: "/") }
      // Scripts and what lies about are no part of a project.
      guard projects.contains(".") || above.contains(where: projects.contains) else { continue }
      if parts.contains(where: { ["tuist", "fastlane"].contains($0.lowercased()) || $0.lowercased().hasSuffix("scripts") }) { continue }
      let choice = above.first { folder in
        !taken.contains { PathText.contains(folder, $0) }
          && (folder == sources.folder || !projects.contains { PathText.contains(folder, $0) } && !built.separates(folder))
      }
      let folder = choice ?? sources.folder
      // Tests within an app's folder are no part of the app.
      let test = above.first { PathText.contains(folder, $0) && isOfTests($0) }
      folders.insert(test ?? folder)
    }
    return folders.sorted()
  }

  private func isOfTests(_ folder: String) -> Bool {
    if let module = built.module(of: folder) { return module.kind == .tests }
    return folder.split(separator: "/").contains { Self.isOfTests($0) }
  }

  private static func isOfTests(_ name: Substring) -> Bool { ["Tests", "Test"].contains(NameWords(String(name)).last ?? "") }

  /// Returns the folders, those beside one another as the one above them while there are too many. What others import keeps its folder, since
  /// it has a name of its own.
  private func joined(_ folders: [String]) -> [String] {
    let kept = folders.filter { built.module(of: $0)?.isImported ?? false }
    var others = folders.filter { !kept.contains($0) }
    while Set(others.map { built.module(of: $0)?.name ?? $0 }).count > Self.limit {
      let byParent = Dictionary(grouping: others) { PathText.parent($0) }
      let depth = { (path: String) in path.split(separator: "/").count }
      let parents = byParent.filter { !$0.key.isEmpty }
      let several = parents.filter { $0.value.count > 1 }
      guard let deepest = (several.isEmpty ? parents : several).keys.max(by: { (depth($0), $1) < (depth($1), $0) }) else { break }
      others = Set(others.filter { !PathText.contains(deepest, $0) } + [deepest]).sorted()
    }
    return (kept + others).sorted()
  }

  private mutating func add(_ apps: [String]) {
    let byModule = Dictionary(grouping: apps) { built.number(of: $0) }
    for (number, folders) in byModule.sorted(by: { $0.value[0] < $1.value[0] }) {
      guard let number else {
        for folder in folders { add(Self.name(of: folder), [folder]) }
        continue
      }
      add(built.modules[number].name, folders, isLibrary: built.modules[number].kind == .library)
    }
    modules.sort { $0.name < $1.name }
    // The first module whose folders hold a file has it: what is within another's folder comes before that.
    let holders = modules.filter { outer in
      outer.sources.contains { folder in modules.contains { $0.name != outer.name && $0.sources.contains { PathText.contains(folder, $0) } } }
    }
    modules = modules.filter { module in !holders.contains { $0.name == module.name } } + holders
  }

  private mutating func add(tests: [String]) {
    guard let first = tests.first else { return }
    let own = Self.name(of: first)
    let isNamed = tests.count == 1 && own.lowercased() != "tests" && Self.isOfTests(own[...])
    add(isNamed ? own : "AppTests", tests)
    // They may be in the folder of an app.
    modules.insert(modules.removeLast(), at: 0)
  }

  private mutating func add(_ name: String, _ folders: [String], isLibrary: Bool = false) {
    modules.append(ScopeProposal.FolderModule(name: unusedName(like: name), sources: folders, isLibrary: isLibrary))
  }

  /// The last name in a path that says something.
  private static func name(of folder: String) -> String {
    let parts = folder.split(separator: "/")
    return String(parts.last { !FolderWords.layout.contains(FolderWords.plain($0)) || $0 == "Tests" } ?? parts.last!)
  }

  /// Returns the name as an import would spell it, with dashes for what a group's name may not have.
  private mutating func unusedName(like text: String) -> String {
    let base = RuleLanguage.isName(text) ? text : NameWords(text).dashed
    let stem = base.isEmpty ? "app" : base
    let reserved = ["tests", "programs", "test-support", "examples", "benchmarks", "dependencies", "platform"]
    var name = names.contains(stem.lowercased()) || reserved.contains(stem.lowercased()) ? "\(stem)-app" : stem
    var number = 2
    while names.contains(name.lowercased()) {
      name = "\(stem)-\(number)"
      number += 1
    }
    names.insert(name.lowercased())
    return name
  }
}
