import Platform

/// Swift files of one folder, and of those below it, that belong to no target and to no folder module.
public struct UnownedSources: Sendable, Equatable {
  /// The folder, relative to the root; `.` for the root itself.
  public var folder: String
  /// The number of files.
  public var fileCount: Int

  /// Creates an entry.
  public init(folder: String, fileCount: Int) {
    self.folder = folder
    self.fileCount = fileCount
  }

  /// Returns files by folder, in order of paths. A folder that has some itself stands for the folders in it as well, save the root.
  static func byFolder(_ paths: [String]) -> [UnownedSources] {
    let counts = paths.reduce(into: [:]) { counts, path in counts[PathText.parent(path), default: 0] += 1 }
    var all: [(folder: String, count: Int)] = []
    for (folder, count) in counts.sorted(by: { PathText.precedes($0.key, $1.key) }) {
      if let last = all.last, !last.folder.isEmpty, PathText.contains(last.folder, folder) {
        all[all.count - 1].count += count
      } else {
        all.append((folder, count))
      }
    }
    return all.map { UnownedSources(folder: $0.folder.isEmpty ? "." : $0.folder, fileCount: $0.count) }
  }
}
