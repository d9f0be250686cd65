/// Paths as text: joined, normalised, never looked up.
enum Path {
  /// `path` as seen from `folder`; an absolute path stays as it is. `.` and `..` are resolved.
  static func join(_ folder: String, _ path: String) -> String {
    normalized(path.hasPrefix("/") ? path : "\(folder)/\(path)")
  }

  static func normalized(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part != ".." {
        parts.append(part)
      } else if let last = parts.last, last != ".." {
        parts.removeLast()
      } else if !path.hasPrefix("/") {
        parts.append(part)
      }
    }
    let joined = parts.joined(separator: "/")
    return path.hasPrefix("/") ? "/\(joined)" : joined.isEmpty ? "." : joined
  }

  /// The folder that holds the absolute path; `nil` for the root of all.
  static func parent(_ path: String) -> String? {
    guard path != "/", let slash = path.lastIndex(of: "/") else { return nil }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// What leads from the folder to the root within it: empty, or with a slash at its end; empty where it is not within.
  static func prefix(of root: String, in folder: String?) -> String {
    let base = folder.map { normalized($0) + "/" }
    return base.flatMap { (root + "/").hasPrefix($0) && root + "/" != $0 ? String(root.dropFirst($0.utf8.count)) + "/" : nil } ?? ""
  }
}
