import Platform

/// When files were last changed: two of these tell what happened between.
struct FileTimes: Sendable, Equatable {
  private var files: [String: Stamp] = [:]

  private struct Stamp: Equatable {
    let time: Int
    let size: Int
  }

  /// - Parameter paths: folders and files relative to the root; what is in folders counts, hidden entries do not.
  init(root: String, _ paths: [String]) {
    for path in paths { look(at: path, root) }
  }

  /// The files that came, went or changed, in order.
  func changed(since earlier: FileTimes) -> [String] {
    Set(files.keys).union(earlier.files.keys).filter { files[$0] != earlier.files[$0] }.sorted()
  }

  private mutating func look(at path: String, _ root: String) {
    // A file that goes while it is looked at is one that is not there.
    guard let status = try? File.status("\(root)/\(path)") else { return }
    switch status.kind {
    case .folder:
      for entry in (try? Folder.entries("\(root)/\(path)")) ?? [] where !entry.name.hasPrefix(".") { look(at: "\(path)/\(entry.name)", root) }
    default: files[path] = Stamp(time: status.modificationTime, size: status.size)
    }
  }
}
