import Platform

/// Which of the repository's targets own which of its files.
struct SourceOwners {
  /// By folder that the walk saw, then by place in its `files`: the first target that owns the file.
  private var owners: [String: [ModuleID?]] = [:]
  private(set) var ownedFileCount = 0
  /// Files that two targets own: by the two, the first file and how many there are.
  private var shared: [Pair: (path: String, count: Int)] = [:]

  private struct Pair: Hashable {
    let first: ModuleID
    let second: ModuleID
  }

  mutating func add(_ files: TargetFiles, of target: ModuleID, tree: inout FolderTree) throws(RepositoryError) {
    for (folder, index) in files.walked {
      if owners[folder] == nil { owners[folder] = Array(repeating: nil, count: try tree.contents(folder)?.files.count ?? 0) }
      if let first = owners[folder]![index] {
        guard let name = try tree.contents(folder)?.files[index] else { continue }
        let path = PathText.join(folder, name)
        let known = shared[Pair(first: first, second: target)]
        let isFirst = known.map { path.precedesInBytes($0.path) } ?? true
        shared[Pair(first: first, second: target)] = (isFirst ? path : known!.path, (known?.count ?? 0) + 1)
      } else {
        owners[folder]![index] = target
        ownedFileCount += 1
      }
    }
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
