import ArchRules
import PackageGraph
import Platform

/// Finds what changed files are part of.
///
/// A file in a target's folder is the target's, also where the target leaves it out. Any other is taken to concern all targets of the
/// nearest folder that holds some: `services/api/Dockerfile` those of `services/api`; and where that is the root alone, none, unless the
/// rules file says that it concerns all.
struct ChangeAttribution {
  /// What changed, why it matters, and for whom.
  struct Reason: Equatable {
    /// Relative to the repository's root.
    var path: String
    /// A sentence without its full stop.
    var message: String
    var modules: [ModuleID] = []
    /// Whether every target is affected.
    var isAll = false
  }

  let graph: ModuleGraph
  /// The rules file, relative to the root.
  let rulesPath: String
  /// Whether the rules file declares that a file concerns every target.
  let affectsAll: (String) -> Bool
  /// The targets that own a file.
  let owners: (String) -> [ModuleID]
  /// Both versions of the manifest in a folder; an error says in a sentence why they cannot be compared.
  let manifestVersions: (_ folder: String) throws -> ManifestVersions

  /// Why each changed file matters, in their order. A file of no target's concern has a reason without targets; one outside the root, or of
  /// a target that is no longer there, has none.
  func reasons(_ paths: [String]) -> [Reason] {
    var reasons: [Reason] = []
    var removed = RemovedTargets()
    let (manifests, files) = split(paths)
    for manifest in manifests { reasons += reasonsOfManifest(manifest, &removed) }
    for file in files {
      if let reason = reason(file, removed) { reasons.append(reason) }
    }
    return reasons.sorted { ($0.path, $0.message) < ($1.path, $1.message) }
  }

  static func isManifest(_ path: String) -> Bool {
    let name = String(PathText.name(path))
    return name == "Package.swift" || (name.hasPrefix("Package@swift-") && name.hasSuffix(".swift"))
  }

  /// The manifests, one for each package whose manifest or manifest for certain versions of Swift changed; and the files that concern
  /// targets as files do, to which a manifest belongs as well that lies among another package's sources.
  private func split(_ paths: [String]) -> (manifests: [String], files: [String]) {
    var folders: Set<String> = []
    var manifests: [String] = []
    var files: [String] = []
    for path in paths {
      let folder = PathText.folder(of: path)
      if ChangeAttribution.isManifest(path), folders.insert(folder).inserted { manifests.append(path) }
      let isOwnedElsewhere = owners(path).contains { graph.modules[$0].package.map { graph.packages[$0].folder } != folder }
      if !ChangeAttribution.isManifest(path) || isOwnedElsewhere { files.append(path) }
    }
    return (manifests, files)
  }

  private func reason(_ path: String, _ removed: RemovedTargets) -> Reason? {
    if affectsAll(path) { return Reason(path: path, message: "the rules file says that it affects every target", isAll: true) }
    if path == rulesPath || PathText.name(path) == Baseline.fileName || PathText.name(path) == ModuleList.fileName {
      return Reason(path: path, message: "what bulkhead check judges by: no target is built otherwise")
    }
    switch PathText.name(path) {
    case ".swift-version": return Reason(path: path, message: "every target is built by this toolchain", isAll: true)
    case "Package.resolved": return reasonOfPins(path)
    default: break
    }
    if path.hasPrefix("../") { return reasonOutside(path) }
    let owners = owners(path)
    if !owners.isEmpty { return Reason(path: path, message: "a file of \(names(owners))", modules: owners) }
    if removed.contains(path) { return nil }
    return reasonOfUnowned(path)
  }

  private func reasonOfUnowned(_ path: String) -> Reason {
    let inside = targets { folder in folder != "." && PathText.contains(folder, path) }
    let deepest = inside.map { graph.modules[$0].folder!.utf8.count }.max()
    let owners = inside.filter { graph.modules[$0].folder!.utf8.count == deepest }
    if !owners.isEmpty { return Reason(path: path, message: "in the folder of \(names(owners)), which leaves it out", modules: owners) }
    var folder = path
    while folder != "." {
      let near = targets { PathText.contains(folder, $0) }
      if !near.isEmpty { return Reason(path: path, message: "no target's own: it concerns all in \(folder)", modules: near) }
      folder = PathText.folder(of: folder)
    }
    return Reason(
      path: path, message: "no target's own, and in no folder with targets; what affects all is named by \"affectsAll\" in the rules file")
  }

  /// Folders outside the root are of concern where a package that the repository uses lies in them.
  private func reasonOutside(_ path: String) -> Reason? {
    let packages = graph.packages.indices.filter { graph.packages[$0].isExternal && PathText.contains(graph.packages[$0].folder, path) }
    let modules = graph.modules.indices.filter { graph.modules[$0].package.map { packages.contains($0) } ?? false }
    return modules.isEmpty ? nil : Reason(path: path, message: "a file of a package outside the root: \(names(modules))", modules: modules)
  }

  /// The versions of packages that are fetched. The pins of a folder are those of its package and the packages below, or else of all.
  private func reasonOfPins(_ path: String) -> Reason {
    let folder = PathText.folder(of: path)
    let below = graph.packages.indices.filter { PathText.contains(folder, graph.packages[$0].folder) }
    let modules = targets { _ in true }.filter { module in
      let isPinned = graph.modules[module].dependencies.contains { dependency in
        dependency.modules.isEmpty || dependency.modules.contains { graph.modules[$0].origin != .repository }
      }
      return isPinned && (below.isEmpty || below.contains(graph.modules[module].package!))
    }
    return Reason(path: path, message: "the versions of fetched packages: it concerns the targets that depend on some", modules: modules)
  }

  private func targets(where isIncluded: (String) -> Bool) -> [ModuleID] {
    graph.modules.indices.filter { graph.modules[$0].origin == .repository && isIncluded(graph.modules[$0].folder ?? ".") }
  }

  private func names(_ modules: [ModuleID]) -> String {
    let shown = 3
    let names = modules.prefix(shown).map { graph.modules[$0].target ?? graph.modules[$0].name }.joined(separator: ", ")
    return modules.count > shown ? "\(names) and \(modules.count - shown) more" : names
  }
}
