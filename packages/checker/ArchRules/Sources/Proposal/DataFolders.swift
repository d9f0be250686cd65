import PackageGraph
import Platform

/// The folders that hold packages and sources which no build of the repository uses: data of tests, templates, code in documentation, and
/// manifests that cannot be evaluated.
///
/// None of them holds the own sources of a target outside it, nor a package that one outside it depends on.
struct DataFolders {
  private let graph: ModuleGraph
  /// The folders of the repository's packages, with their places in the graph.
  private let packages: [(folder: String, id: Int)]
  /// The folders chosen, with what was found in each.
  private var chosen: [String: Found] = [:]

  private struct Found {
    var packages = 0
    var unreadable: [String] = []
    var files = 0
    /// The test target in whose folder it is, where that is the reason.
    var test: String?
  }

  init(_ graph: ModuleGraph, unloadable: Set<String>, evaluatesData: Bool) {
    self.graph = graph
    for folder in unloadable { chosen[folder] = Found() }
    packages = graph.packages.enumerated().filter { !$0.element.isExternal && $0.element.folder != "." }.map { ($0.element.folder, $0.offset) }
    let unreadable = graph.notices.filter { $0.kind == .unreadableManifest }
    for notice in unreadable {
      let folder = PathText.parent(notice.path)
      if folder.isEmpty { continue }
      if !evaluatesData, ScopeProposal.dataFolder(of: folder) != nil {
        if let choice = named(above: folder) { chosen[choice, default: Found()].packages += 1 }
        continue
      }
      let choice = named(above: folder) ?? inTest(folder)?.folder ?? smallest(above: folder, among: unreadable.map { PathText.parent($0.path) })
      chosen[choice, default: Found()].unreadable.append(notice.message)
    }
    for (folder, _) in packages {
      if let choice = named(above: folder) {
        chosen[choice, default: Found()].packages += 1
      } else if let test = inTest(folder) {
        chosen[test.folder, default: Found()].packages += 1
        chosen[test.folder]!.test = test.name
      }
    }
    for sources in graph.unowned {
      let choice = named(above: sources.folder) ?? chosen.keys.filter { PathText.contains($0, sources.folder) }.min()
      if let choice { chosen[choice, default: Found()].files += sources.fileCount }
    }
    // What is in another is left out with it.
    for folder in chosen.keys.sorted() {
      guard let outer = chosen.keys.filter({ $0 != folder && PathText.contains($0, folder) }).min(), let inner = chosen[folder] else { continue }
      chosen[outer]!.packages += inner.packages
      chosen[outer]!.unreadable += inner.unreadable
      chosen[outer]!.files += inner.files
      chosen[folder] = nil
    }
  }

  func contains(_ folder: String) -> Bool {
    chosen.keys.contains { PathText.contains($0, folder) } || folder.split(separator: "/").contains { $0.hasSuffix(".docc") }
  }

  /// The entries to propose, in order of paths.
  var ignored: [ScopeProposal.Ignored] {
    var entries: [ScopeProposal.Ignored] = []
    let byReason = Dictionary(grouping: chosen.keys) { reason(of: $0, chosen[$0]!) }
    for (reason, folders) in byReason.sorted(by: { $0.value.min()! < $1.value.min()! }) {
      let found = folders.map { chosen[$0]! }
      let kept = graph.modules.filter { module in
        module.origin == .repository && !folders.contains { PathText.contains($0, module.folder ?? ".") }
      }
      let cover = folders.count > 3 ? GlobCover(avoiding: kept.compactMap(\.folder)).globs(for: folders.sorted()) : nil
      let counts = [
        (found.reduce(0) { $0 + $1.packages }, "package", "packages"),
        (found.reduce(0) { $0 + $1.unreadable.count }, "manifest that cannot be evaluated", "manifests that cannot be evaluated"),
        (found.reduce(0) { $0 + $1.files }, "Swift file of no target", "Swift files of no target"),
      ]
      let words = counts.filter { $0.0 > 0 }.map { DataFolders.count($0.0, $0.1, $0.2) }
      entries.append(
        ScopeProposal.Ignored(
          entry: IgnoredFolders(paths: (cover ?? folders.sorted()).map { Selector.Pattern($0) }, reason: reason),
          why: words.isEmpty ? "They hold files that cannot be read." : "They hold \(words.joined(separator: ", "))."))
    }
    let documented = graph.unowned.filter { sources in
      sources.folder.split(separator: "/").contains { $0.hasSuffix(".docc") } && !chosen.keys.contains { PathText.contains($0, sources.folder) }
    }
    if !documented.isEmpty {
      let files = documented.reduce(0) { $0 + $1.fileCount }
      entries.append(
        ScopeProposal.Ignored(
          entry: IgnoredFolders(paths: [Selector.Pattern("**/*.docc")], reason: "Code that documentation shows; no target compiles it."),
          why: "They hold \(DataFolders.count(files, "Swift file of no target", "Swift files of no target"))."))
    }
    return entries
  }

  private func reason(of folder: String, _ found: Found) -> String {
    let name = folder.split(separator: "/").last.map(FolderWords.plain) ?? ""
    if FolderWords.testData.contains(name) {
      if name.hasPrefix("template") || name == "scaffolds" { return "Templates: what is made of them is built, they are not." }
      return "Data of tests: packages and sources that tests read, some of them broken on purpose."
    }
    if let test = found.test { return "Packages that \(test) works on; nothing of the repository is built from them." }
    if let message = found.unreadable.first {
      // What follows may name folders of this machine.
      let line = message.prefix { $0 != "\n" && $0 != ";" }
      return "Its manifest cannot be evaluated, so that nothing in it can be checked: \(line.prefix(160))."
    }
    return "Packages that tests read."
  }

  /// Returns the highest folder named for test data above a folder, or itself, that may be left out.
  private func named(above folder: String) -> String? {
    let segments = folder.split(separator: "/")
    for index in segments.indices where FolderWords.testData.contains(FolderWords.plain(segments[index])) {
      let choice = segments[...index].joined(separator: "/")
      if mayLeaveOut(choice) { return choice }
    }
    return nil
  }

  /// Returns the folder within a test target's that holds a package, where nothing else needs it.
  private func inTest(_ folder: String) -> (folder: String, name: String)? {
    for module in graph.modules where module.isTest && module.origin == .repository {
      guard let own = module.folder, own != ".", own != folder, PathText.contains(own, folder) else { continue }
      let inner = folder.dropFirst(own.count + 1).split(separator: "/").first.map { "\(own)/\($0)" } ?? folder
      for choice in [inner, folder] where mayLeaveOut(choice) { return (choice, module.name) }
    }
    return nil
  }

  /// Returns the folder of a manifest that cannot be evaluated, or the one above it where several such are in it and nothing else.
  private func smallest(above folder: String, among unreadable: [String]) -> String {
    let parent = PathText.parent(folder)
    let isShared = unreadable.count { $0 != folder && PathText.contains(parent, $0) } > 0
    let isMixed = packages.contains { PathText.contains(parent, $0.folder) }
    return !parent.isEmpty && isShared && !isMixed && mayLeaveOut(parent) ? parent : folder
  }

  private func mayLeaveOut(_ folder: String) -> Bool {
    let inside = Set(packages.filter { PathText.contains(folder, $0.folder) }.map(\.id))
    let isNeeded = graph.packages.enumerated().contains { id, package in
      !package.isExternal && !inside.contains(id) && package.dependencies.contains { $0.map { inside.contains($0) } ?? false }
        && ScopeProposal.dataFolder(of: package.folder) == nil
    }
    if isNeeded { return false }
    let own = graph.modules.indices.filter { id in
      let module = graph.modules[id]
      return module.origin == .repository && !(module.package.map { inside.contains($0) } ?? false)
    }
    if own.contains(where: { graph.modules[$0].folder.map { PathText.contains(folder, $0) } ?? false }) { return false }
    let outer = Set(own.filter { graph.modules[$0].folder.map { PathText.contains($0, folder) } ?? false })
    return outer.isEmpty || !graph.imports.contains { outer.contains($0.from) && PathText.contains(folder, $0.path) }
  }

  private static func count(_ number: Int, _ one: String, _ several: String) -> String { number == 1 ? "1 \(one)" : "\(number) \(several)" }
}
