import PackageGraph
import Platform

/// The modules of Xcode projects, and which of them most of a folder's Swift files belong to.
struct BuiltFolders {
  let modules: [XcodeProject.Module]
  private let unowned: [UnownedSources]
  /// The number of files of each module in each of the folders of `unowned`.
  private var counts: [String: [Int: Int]] = [:]

  init(_ projects: [XcodeProject], _ unowned: [UnownedSources]) {
    modules = projects.flatMap(\.modules)
    self.unowned = unowned
    let folders = Set(unowned.map(\.folder))
    for (number, module) in modules.enumerated() {
      for file in module.files {
        var folder = PathText.parent(file)
        while !folder.isEmpty, !folders.contains(folder) { folder = PathText.parent(folder) }
        if !folder.isEmpty { counts[folder, default: [:]][number, default: 0] += 1 }
      }
      for sources in unowned {
        if module.folders.contains(where: { PathText.contains($0, sources.folder) }) {
          counts[sources.folder, default: [:]][number] = sources.fileCount
        }
      }
    }
  }

  /// Returns the place in `modules` of the one that more than half of the folder's files are compiled into; of several, the one that the
  /// others are built around. What is in folders of tests counts where there is nothing else.
  func number(of folder: String) -> Int? {
    if counts.isEmpty { return nil }
    var all = (files: 0, byModule: [Int: Int]())
    var tests = all
    for sources in unowned where PathText.contains(folder, sources.folder) {
      let found = counts[sources.folder] ?? [:]
      if !found.isEmpty, found.keys.allSatisfy({ modules[$0].kind == .tests }) {
        tests.files += sources.fileCount
        tests.byModule.merge(found, uniquingKeysWith: +)
      } else {
        all.files += sources.fileCount
        all.byModule.merge(found.filter { modules[$0.key].kind != .tests }, uniquingKeysWith: +)
      }
    }
    let (files, byModule) = all.files == 0 ? tests : all
    let rank = { (number: Int) in (-byModule[number]!, modules[number].kind.rawValue, number) }
    return byModule.keys.filter { byModule[$0]! * 2 > files }.min { rank($0) < rank($1) }
  }

  /// Whether several modules are in a folder, and one of them is there to be imported, by a name of its own.
  func separates(_ folder: String) -> Bool {
    let inner = unowned.filter { PathText.contains(folder, $0.folder) }
    let found = Set(inner.compactMap { number(of: $0.folder) }.filter { modules[$0].kind != .tests })
    return found.count > 1 && found.contains { modules[$0].isImported }
  }

  func module(of folder: String) -> XcodeProject.Module? { number(of: folder).map { modules[$0] } }
}
