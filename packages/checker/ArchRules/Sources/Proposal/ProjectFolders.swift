import PackageGraph
import Platform

/// The modules to make of the folders that a project of Xcode's builds: one for each app, extension or framework of it, all its tests
/// together.
struct ProjectFolders {
  private(set) var modules: [(name: String, sources: [String])] = []

  /// The most modules; of more, those beside one another become one.
  private static let limit = 10

  init(_ graph: ModuleGraph, projects: Set<String>, unowned: [UnownedSources]) {
    let packages = graph.packages.filter { !$0.isExternal && $0.folder != "." }.map(\.folder)
    let targets = graph.modules.filter { $0.origin == .repository }.compactMap(\.folder)
    let taken = (packages + targets).filter { $0 != "." }
    var files: [String: Int] = [:]
    for sources in unowned where sources.folder != "." {
      let parts = sources.folder.split(separator: "/").map(String.init)
      let above = parts.indices.map { parts[...$0].joined(separator: "/") }
      // Scripts and what lies about are no part of a project.
      guard projects.contains(".") || above.contains(where: projects.contains) else { continue }
      if parts.contains(where: { ["tuist", "fastlane"].contains($0.lowercased()) || $0.lowercased().hasSuffix("scripts") }) { continue }
      let choice = above.first { folder in
        !taken.contains { PathText.contains(folder, $0) }
          && (folder == sources.folder || !projects.contains { PathText.contains(folder, $0) })
      }
      let folder = choice ?? sources.folder
      // Tests within an app's folder are no part of the app.
      let test = above.first { PathText.contains(folder, $0) && ProjectFolders.isOfTests($0) }
      files[test ?? folder, default: 0] += sources.fileCount
    }
    let folders = files.keys.sorted()
    let tests = folders.filter { ProjectFolders.isOfTests($0) }
    var apps = folders.filter { !tests.contains($0) }
    while apps.count > ProjectFolders.limit {
      let byParent = Dictionary(grouping: apps) { PathText.parent($0) }
      let depth = { (path: String) in path.split(separator: "/").count }
      let parents = byParent.filter { !$0.key.isEmpty }
      let several = parents.filter { $0.value.count > 1 }
      guard let deepest = (several.isEmpty ? parents : several).keys.max(by: { (depth($0), $1) < (depth($1), $0) }) else { break }
      apps = Set(apps.filter { !PathText.contains(deepest, $0) } + [deepest]).sorted()
    }
    var names = Set(graph.modules.filter { $0.origin == .repository }.map { $0.name.lowercased() })
    for app in apps { modules.append((ProjectFolders.unusedName(like: ProjectFolders.name(of: app), &names), [app])) }
    modules.sort { $0.name < $1.name }
    if !tests.isEmpty {
      let own = ProjectFolders.name(of: tests[0])
      let name = ProjectFolders.unusedName(like: tests.count == 1 && own.lowercased() != "tests" ? own : "AppTests", &names)
      // The first module whose folders hold a file has it, and tests may be in the folder of an app.
      modules.insert((name, tests), at: 0)
    }
  }

  private static func isOfTests(_ folder: String) -> Bool {
    folder.split(separator: "/").contains { ["Tests", "Test"].contains(NameWords(String($0)).last ?? "") }
  }

  /// The last name in a path that says something.
  private static func name(of folder: String) -> String {
    let parts = folder.split(separator: "/")
    return String(parts.last { !FolderWords.layout.contains(FolderWords.plain($0)) || $0 == "Tests" } ?? parts.last!)
  }

  /// Returns the folder's name as an import would spell it, with dashes for what a group's name may not have.
  private static func unusedName(like text: String, _ names: inout Set<String>) -> String {
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
