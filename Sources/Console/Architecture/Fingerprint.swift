import Platform

/// Times of the last change of files and of their folders: enough to see that any of them was edited, added or removed.
struct Fingerprint: Sendable, Equatable {
  /// Paths relative to the root, each once, in order.
  private let paths: [String]
  /// Time of each path's last change, in nanoseconds since 1970; -1 for what is not there.
  private let times: [Int]
  private let root: String

  /// Time of the last change of all, in nanoseconds since 1970.
  var latest: Int { times.max() ?? 0 }

  /// - Parameter files: paths relative to the root.
  init(root: String, files: [String]) {
    // The root itself, where a new package may appear.
    var paths = Set(files + ["."])
    for file in files {
      // A new folder changes the time of the one above it, up to the root.
      var folder = file[...]
      while let slash = folder.lastIndex(of: "/") {
        folder = folder[..<slash]
        if !paths.insert(String(folder)).inserted { break }
      }
    }
    self.init(root: root, paths: paths.sorted())
  }

  private init(root: String, paths: [String]) {
    self.root = root
    self.paths = paths
    times = paths.map { path in (try? File.status("\(root)/\(path)"))?.modificationTime ?? -1 }
  }

  /// Fingerprint of the same files as they stand now: a look at each, no reading.
  func now() -> Fingerprint { Fingerprint(root: root, paths: paths) }
}
