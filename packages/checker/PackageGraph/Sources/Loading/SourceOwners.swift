import Platform

/// The owners of the repository's files among its targets.
struct SourceOwners {
  /// The first target that owns each file, by folder that the walk visited, then by index in its `files`.
  private var owners: [String: [ModuleID?]] = [:]
  /// The files that two targets own: the first, and their number, by the two targets.
  private var shared: [Pair: (path: String, count: Int)] = [:]

  private struct Pair: Hashable {
    let first: ModuleID
    let second: ModuleID
  }

  mutating func add(_ files: TargetFiles, of target: ModuleID, tree: inout FolderTree) throws(RepositoryError) {
    for (folder, indices) in files.walked {
      guard let names = try tree.contents(folder)?.files else { continue }
      var known = owners.removeValue(forKey: folder) ?? Array(repeating: nil, count: names.count)
      for index in indices {
        if let first = known[index] {
          share(PathText.join(folder, names[index]), between: Pair(first: first, second: target))
        } else {
          known[index] = target
        }
      }
      owners[folder] = known
    }
  }

  /// The Swift files of a folder that no target compiles, by their places in its `files`; manifests and written probes are none of them.
  ///
  /// - Parameter manifests: the paths of the repository's.
  func unowned(in folder: FolderContents, manifests: Set<String>) -> [Int] {
    if PathText.name(folder.path) == "ArchProbes" { return [] }
    let owners = owners[folder.path]
    let isPackage = folder.files.contains("Package.swift") && manifests.contains(PathText.join(folder.path, "Package.swift"))
    return folder.files.indices.filter { index in
      let name = folder.files[index]
      if !PathText.isSwift(name) || owners?[index] != nil { return false }
      return !isPackage || !(name == "Package.swift" || name.hasPrefix("Package@swift-"))
    }
  }

  private mutating func share(_ path: String, between pair: Pair) {
    guard let known = shared[pair] else {
      shared[pair] = (path, 1)
      return
    }
    shared[pair] = (path.precedesInBytes(known.path) ? path : known.path, known.count + 1)
  }

  func notices(_ targets: [FoundTarget]) -> [Notice] {
    shared.map { pair, files in
      let names = "\(targets[pair.first].name) and \(targets[pair.second].name)"
      let others = files.count == 1 ? "" : " and \(files.count - 1) more"
      return Notice(
        kind: .sharedSource, path: files.path,
        message: "\(names) both own this file\(others): give each target a folder of its own, or exclude one's from the other", target: pair.second)
    }
  }
}
