/// Paths relative to the repository's root, which itself is `.`.
extension Path {
  static func lastComponent(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

  /// The folder that a file or folder is in.
  static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
  }

  /// Whether a path is the folder or lies in it.
  static func contains(_ folder: String, _ path: String) -> Bool {
    folder == "." ? !path.hasPrefix("../") : path == folder || path.hasPrefix("\(folder)/")
  }
}
