import JSON
import PackageGraph
import Platform

/// A manifest as it was and as it is, in the words of `swift package dump-package`; an empty object where there was or is none.
struct ManifestVersions: Equatable {
  var old: JSONValue
  var new: JSONValue
}

/// The folders of targets that a manifest declared and declares no more: what was in them is gone, and who used it was changed himself.
struct RemovedTargets {
  private var folders: [String] = []

  mutating func add(_ versions: ManifestVersions, package folder: String) {
    let names = Set((versions.new["targets"]?.array ?? []).compactMap { $0["name"]?.string })
    for target in versions.old["targets"]?.array ?? [] {
      guard let name = target["name"]?.string, !names.contains(name) else { continue }
      let places = target["path"]?.string.map { [$0] } ?? ["Sources", "Source", "src", "srcs", "Tests", "Plugins"].map { "\($0)/\(name)" }
      // A target in the package's own folder says nothing about who else's a file may be.
      folders += places.map { PathText.normalized("\(folder)/\($0)") }.filter { $0 != PathText.normalized(folder) }
    }
  }

  func contains(_ path: String) -> Bool { folders.contains { PathText.contains($0, path) } }
}

extension ChangeAttribution {
  func reasonsOfManifest(_ path: String, _ removed: inout RemovedTargets) -> [Reason] {
    let folder = PathText.folder(of: path)
    let index = graph.packages.firstIndex { $0.folder == folder }
    let members = graph.modules.indices.filter { index != nil && graph.modules[$0].package == index }
    let versions: ManifestVersions
    do {
      versions = try manifestVersions(folder)
    } catch {
      let reason = "what changed in it cannot be told (\(error))"
      if index == nil { return [Reason(path: path, message: "\(reason), and it is no package any more", isAll: true)] }
      return [Reason(path: path, message: "all of the package, since \(reason)", modules: members)]
    }
    removed.add(versions, package: folder)
    let change = ManifestChange(from: versions.old, to: versions.new)
    if !change.settings.isEmpty {
      return [
        Reason(path: path, message: "\(change.settings.joined(separator: ", ")) changed, which all of the package is built by", modules: members)
      ]
        + consumers(of: change.products, path)
    }
    var reasons: [Reason] = []
    let changed = members.filter { change.targets.contains(graph.modules[$0].target ?? "") }
    if !changed.isEmpty {
      let names = changed.map { graph.modules[$0].target! }.joined(separator: ", ")
      reasons.append(Reason(path: path, message: "the definition of \(names) changed", modules: changed))
    }
    if change.hasOtherDependencies {
      let users = members.filter { module in
        graph.modules[module].dependencies.contains { $0.modules.isEmpty || $0.modules.contains { graph.modules[$0].package != index } }
      }
      if !users.isEmpty { reasons.append(Reason(path: path, message: "the packages it depends on changed", modules: users)) }
    }
    reasons += consumers(of: change.products, path)
    if !reasons.isEmpty { return reasons }
    return [Reason(path: path, message: "no target is built otherwise by what changed in it")]
  }

  /// Those who declare a dependency on a product that is another than before, in whatever package.
  private func consumers(of products: [String], _ path: String) -> [Reason] {
    products.compactMap { product in
      let users = graph.modules.indices.filter { graph.modules[$0].dependencies.contains { $0.name == product } }
      return users.isEmpty ? nil : Reason(path: path, message: "the product \(product) changed", modules: users)
    }
  }
}
