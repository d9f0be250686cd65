import Platform

extension PathText {
  /// The folder that a file or folder is in, as targets and packages name theirs: the repository's root is `.`.
  static func folder(of path: String) -> String {
    let parent = parent(path)
    return parent.isEmpty ? "." : parent
  }

  /// What leads from the folder to the root within it: empty, or with a slash at its end; empty where it is not within.
  static func prefix(of root: String, in folder: String?) -> String {
    let way = folder.map { relative(root, to: normalized($0)) } ?? ""
    return way.isEmpty || !contains("", way) ? "" : "\(way)/"
  }
}
